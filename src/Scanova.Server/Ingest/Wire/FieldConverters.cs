using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

internal sealed class TextConverter : FieldConverter<string>
{
    protected override Flaw WrongType => Flaw.NotText;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.String;

    protected override Field<string> Parse(ref Utf8JsonReader reader) => reader.GetString()!;
}

internal sealed class UuidConverter : FieldConverter<Guid>
{
    protected override Flaw WrongType => Flaw.NotUuid;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.String;

    protected override Field<Guid> Parse(ref Utf8JsonReader reader) => reader.TryGetGuid(out var id) ? id : WrongType;
}

internal sealed class TimeConverter : FieldConverter<DateTime>
{
    protected override Flaw WrongType => IsoTime.Malformed;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.String;

    protected override Field<DateTime> Parse(ref Utf8JsonReader reader)
    {
        var text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return IsoTime.Parse(text, out var time) is { } flaw ? flaw : time;
    }
}

/// <summary>Whole numbers, however they are written: <c>1920</c>, <c>1920.0</c>.</summary>
internal sealed class IntegerConverter : FieldConverter<int>
{
    protected override Flaw WrongType => Flaw.NotInteger;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.Number;

    protected override Field<int> Parse(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var whole)) return whole;
        return reader.TryGetDecimal(out var number) && decimal.IsInteger(number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : WrongType;
    }
}

internal sealed class AmountConverter : FieldConverter<decimal>
{
    protected override Flaw WrongType => Flaw.NotNumber;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.Number;

    protected override Field<decimal> Parse(ref Utf8JsonReader reader) =>
        AmountText.Parse(reader.ValueSpan, out var amount) is { } flaw ? flaw : amount;
}

internal sealed class MetadataConverter : FieldConverter<Metadata>
{
    protected override Flaw WrongType => Flaw.NotObject;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.StartObject;

    protected override Field<Metadata> Parse(ref Utf8JsonReader reader) => MetadataWalk.Read(ref reader);
}

/// <summary>An object with fields of its own.</summary>
internal abstract class PartConverter<T>(Func<JsonTypeInfo<T>> type) : FieldConverter<T>
{
    protected override Flaw WrongType => Flaw.NotObject;

    protected override bool IsRightType(JsonTokenType token) => token == JsonTokenType.StartObject;

    protected override Field<T> Parse(ref Utf8JsonReader reader)
    {
        var part = type();
        return ((JsonConverter<T>)part.Converter).Read(ref reader, typeof(T), part.Options)!;
    }
}

internal sealed class DeviceConverter() : PartConverter<WireDevice>(() => WireJson.Default.WireDevice);

internal sealed class ValueConverter() : PartConverter<WireValue>(() => WireJson.Default.WireValue);

internal sealed class UserConverter() : PartConverter<WireUser>(() => WireJson.Default.WireUser);
