using System.Text.Json;
using System.Text.Unicode;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// The first look at a body: is it JSON within contract section 5 (UTF-8, nesting up to 64, no key repeated in one object,
/// ignored fields included), what is its outermost value, and where do the events of a batch stand in it. What reads the
/// events afterwards can trust the syntax.
/// </summary>
internal ref struct BodyScan
{
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    private readonly Span<byte> _body;
    private readonly RepeatedKeys _keys;
    private readonly List<WireItem>? _items;
    private Utf8JsonReader _reader;
    private bool _isRepeated;
    private BodyKind _objectKind = BodyKind.ObjectWithoutEvents;

    private BodyScan(Span<byte> body, List<WireItem>? items, RepeatedKeys keys)
    {
        _body = body;
        _items = items;
        _keys = keys;
        _reader = new Utf8JsonReader(body, Options);
    }

    /// <param name="body">Unpaired surrogates in it are mended (<see cref="JsonEscapes.MendSurrogates"/>).</param>
    /// <param name="items">Receives the events of a batch, up to one more than allowed; null for a single event.</param>
    /// <param name="flaw">Why the body is refused with 400; null when it is sound.</param>
    public static BodyKind Scan(Span<byte> body, List<WireItem>? items, out string? flaw)
    {
        if (!Utf8.IsValid(body))
        {
            flaw = "The body is not valid UTF-8";
            return BodyKind.Broken;
        }

        var scan = new BodyScan(body, items, RepeatedKeys.Take());
        try
        {
            var kind = scan.Root();
            flaw = scan._isRepeated ? "The body repeats a key in one object" : null;
            return scan._isRepeated ? BodyKind.Broken : kind;
        }
        catch (JsonException e)
        {
            flaw = $"The body is not valid JSON, or nested deeper than {MaxDepth} levels (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})";
            return BodyKind.Broken;
        }
        finally
        {
            scan._keys.Release();
        }
    }

    private BodyKind Root()
    {
        _reader.Read();
        var root = _reader.TokenType;
        if (root == JsonTokenType.StartArray && _items is not null) Items();
        else if (root == JsonTokenType.StartObject) Object();
        else Value();

        // Sees to it that nothing follows.
        _reader.Read();
        return root switch
        {
            JsonTokenType.StartObject when _items is null => BodyKind.Object,
            JsonTokenType.StartObject => _objectKind,
            JsonTokenType.StartArray when _items is not null => BodyKind.Events,
            _ => BodyKind.Other,
        };
    }

    private void Object()
    {
        _keys.OpenObject();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            // Mended first: the reader does not compare a key with an unpaired surrogate.
            Token();
            var isEvents = _items is not null && _reader.ValueTextEquals("events"u8);
            _reader.Read();
            if (isEvents && _reader.TokenType == JsonTokenType.StartArray)
            {
                _objectKind = BodyKind.Events;
                Items();
                continue;
            }

            if (isEvents && _reader.TokenType != JsonTokenType.Null) _objectKind = BodyKind.ObjectWithOtherEvents;
            Value();
        }

        _isRepeated |= _keys.CloseObject(_body);
    }

    private void Items()
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)_reader.TokenStartIndex;
            Value();
            if (_items!.Count <= WireItem.Most) _items.Add(new WireItem(start, (int)_reader.BytesConsumed - start));
        }
    }

    /// <summary>The whole value that the reader stands at.</summary>
    private void Value()
    {
        var depth = _reader.CurrentDepth;
        Token();
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        do
        {
            _reader.Read();
            Token();
        }
        while (_reader.CurrentDepth > depth);
    }

    private void Token()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _keys.OpenObject();
                break;
            case JsonTokenType.EndObject:
                _isRepeated |= _keys.CloseObject(_body);
                break;
            case JsonTokenType.PropertyName:
                _keys.Add(_body, (int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length, _reader.ValueIsEscaped);
                if (_reader.ValueIsEscaped) Mend();
                break;
            case JsonTokenType.String when _reader.ValueIsEscaped:
                Mend();
                break;
        }
    }

    private readonly void Mend() => JsonEscapes.MendSurrogates(_body.Slice((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length));
}

/// <summary>The outermost value of a body.</summary>
internal enum BodyKind
{
    Broken,

    /// <summary>An object, where one event is expected.</summary>
    Object,

    /// <summary>A list of events, bare or under <c>events</c>.</summary>
    Events,

    /// <summary>An object without <c>events</c>, where a batch is expected.</summary>
    ObjectWithoutEvents,

    /// <summary>An object whose <c>events</c> is no list, where a batch is expected.</summary>
    ObjectWithOtherEvents,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Where one event of a batch stands in the body.</summary>
internal readonly record struct WireItem(int Start, int Length)
{
    /// <summary>Events a batch may hold (contract section 4).</summary>
    public const int Most = 1_000;
}
