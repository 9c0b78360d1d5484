using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Scanova.Privacy;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary>One walk over a metadata object: checks its rules (contract sections 5 and 7) and writes it as compact JSON.</summary>
internal ref struct MetadataWalk
{
    /// <summary>Enough to see what is wrong; a body full of addresses must not make an answer many times its size.</summary>
    private const int MostFlaws = 10;

    private Levels _levels;
    private int _depth;
    private CompactJson _json;
    private List<MetadataFlaw>? _flaws;

    private MetadataWalk(Span<byte> buffer) => _json = new CompactJson(buffer);

    /// <param name="reader">Stands at the object's start, is left at its end.</param>
    public static Metadata Read(ref Utf8JsonReader reader)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Metadata.MostBytes);
        try
        {
            var walk = new MetadataWalk(buffer.AsSpan(0, Metadata.MostBytes));
            var outer = reader.CurrentDepth;
            while (walk.Token(ref reader) && reader.Read())
            {
            }

            while (reader.CurrentDepth > outer) reader.Read();
            return walk._flaws is { } flaws ? new Metadata { Flaws = flaws } : new Metadata { Json = walk._json.ToString() };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>False at the end, and when it makes no sense to go on.</returns>
    private bool Token(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Separate(isKey: false);
                if (_depth == Metadata.MostLevels) return GiveUp(Metadata.TooDeep);
                _levels[_depth++] = new Level { IsArray = reader.TokenType == JsonTokenType.StartArray };
                _json.Raw(reader.ValueSpan);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _depth--;
                _json.Raw(reader.ValueSpan);
                break;
            case JsonTokenType.PropertyName:
                Separate(isKey: true);
                ref var level = ref _levels[_depth - 1];
                level.KeyStart = _json.Length;
                Text(ref reader);
                _json.Raw((byte)':');
                break;
            case JsonTokenType.String:
                Separate(isKey: false);
                Text(ref reader);
                break;
            default:
                Separate(isKey: false);
                if (reader.TokenType == JsonTokenType.Number && !JsonNumber.IsInRange(reader.ValueSpan)) Note(Metadata.NumberOutOfRange);
                _json.Raw(reader.ValueSpan);
                break;
        }

        return _json.IsFull ? GiveUp(Metadata.TooLarge) : _depth > 0;
    }

    /// <summary>Commas stand before keys and before the elements of arrays.</summary>
    private void Separate(bool isKey)
    {
        if (_depth == 0) return;
        ref var level = ref _levels[_depth - 1];
        if (level.IsArray != isKey && level.Count++ > 0) _json.Raw((byte)',');
    }

    private void Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            _json.QuotedRaw(reader.ValueSpan);
            // Most texts hold no sign of an address, and are never made into a string.
            if (_json.IsFull || reader.ValueSpan.IndexOfAny((byte)'@', (byte)'%') < 0) return;
        }

        var text = reader.GetString();
        if (reader.ValueIsEscaped)
        {
            _json.Quoted(text);
            // What does not fit is refused for its size and needs no second look.
            if (_json.IsFull) return;
            if (text!.Contains('\0')) Note(Flaw.Unstorable);
        }

        if (EmailAddress.IsIn(text)) Note(Metadata.HasEmail);
    }

    private bool GiveUp(Flaw flaw)
    {
        _depth = 0;
        Note(flaw);
        return false;
    }

    /// <summary>Notes a flaw of the key or value that has just been written, or, at depth 0, of the whole.</summary>
    private void Note(Flaw flaw)
    {
        _flaws ??= [];
        if (_flaws.Count >= MostFlaws) return;

        var path = new PathStep[_depth];
        for (var i = 0; i < _depth; i++)
        {
            path[i] = _levels[i].IsArray ? _levels[i].Count - 1 : Key(_levels[i].KeyStart);
        }

        _flaws.Add(new MetadataFlaw(path, flaw));
    }

    /// <summary>A key as an error may name it.</summary>
    private readonly string Key(int start)
    {
        const int longest = 128;
        var reader = new Utf8JsonReader(_json.Written[start..], isFinalBlock: false, state: default);
        // Cut off where the buffer was full: too long to be named anyway.
        var key = reader.Read() ? reader.GetString()! : string.Empty;
        if (EmailAddress.IsIn(key)) return EmailAddress.Redacted;
        return key.Length <= longest ? key : new StringBuilder(key, 0, longest, longest + 1).Append('…').ToString();
    }

    /// <summary>An object or array that is open: how many elements it has, or where its latest key stands in what was written.</summary>
    private struct Level
    {
        public bool IsArray;
        public int Count;
        public int KeyStart;
    }

    [InlineArray(Metadata.MostLevels)]
    private struct Levels
    {
        private Level _first;
    }
}
