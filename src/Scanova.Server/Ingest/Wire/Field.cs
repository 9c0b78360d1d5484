using System.Text.Json;
using System.Text.Json.Serialization;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary>A field as it came: absent (or null, which is the same), given, or given in a form that its type has no value for.</summary>
internal readonly struct Field<T>
{
    public bool IsGiven { get; private init; }

    public T? Value { get; private init; }

    /// <summary>Why there is no value although the field was given.</summary>
    public Flaw? Flaw { get; private init; }

    public bool IsAbsent => !IsGiven && Flaw is null;

    public static implicit operator Field<T>(T value) => new() { IsGiven = true, Value = value };

    public static implicit operator Field<T>(Flaw flaw) => new() { Flaw = flaw };
}

/// <summary>Reads a field without ever throwing, so that every broken field of an event is found in one go.</summary>
internal abstract class FieldConverter<T> : JsonConverter<Field<T>>
{
    public sealed override bool HandleNull => true;

    /// <summary>What the field must be, when it is something else.</summary>
    protected abstract Flaw WrongType { get; }

    public sealed override Field<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        if (IsRightType(reader.TokenType)) return Parse(ref reader);
        reader.Skip();
        return WrongType;
    }

    public sealed override void Write(Utf8JsonWriter writer, Field<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Wire events are only read.");

    protected abstract bool IsRightType(JsonTokenType token);

    /// <summary>Reads the value the reader stands at and leaves the reader at its last token.</summary>
    protected abstract Field<T> Parse(ref Utf8JsonReader reader);
}
