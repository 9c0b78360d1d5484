using System.Text.Json.Serialization;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// An event as it came, browser's or server's: the fields of contract sections 2 and 3 together, for which of the two it is
/// may be known only after reading. What is not listed here is skipped and never kept.
/// </summary>
internal sealed class WireEvent
{
    public Field<string> SiteId { get; init; }
    public Field<string> EventType { get; init; }
    public Field<string> EventName { get; init; }
    public Field<Guid> EventId { get; init; }
    public Field<Guid> ScanSessionId { get; init; }
    public Field<Guid> WebSessionId { get; init; }
    public Field<Guid> VisitorId { get; init; }
    public Field<string> PageUrl { get; init; }
    public Field<string> PageTitle { get; init; }
    public Field<string> Referrer { get; init; }
    public Field<DateTime> EventTime { get; init; }
    public Field<DateTime> Timestamp { get; init; }
    public Field<WireDevice> Device { get; init; }
    public Field<Metadata> Metadata { get; init; }
    public Field<Metadata> Properties { get; init; }
    public Field<string> Consent { get; init; }
    public Field<WireValue> ConversionValue { get; init; }
    public Field<WireUser> UserIdentifiers { get; init; }
}

/// <summary><c>device</c></summary>
internal sealed class WireDevice
{
    public Field<string> UserAgent { get; init; }
    public Field<string> Language { get; init; }
    public Field<int> ScreenWidth { get; init; }
    public Field<int> ScreenHeight { get; init; }
}

/// <summary><c>conversion_value</c></summary>
internal sealed class WireValue
{
    public Field<decimal> Amount { get; init; }
    public Field<string> Currency { get; init; }
}

/// <summary><c>user_identifiers</c></summary>
internal sealed class WireUser
{
    public Field<string> EmailHash { get; init; }
    public Field<string> PhoneHash { get; init; }
    public Field<string> ExternalId { get; init; }
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(TextConverter), typeof(UuidConverter), typeof(TimeConverter), typeof(IntegerConverter), typeof(AmountConverter),
        typeof(MetadataConverter), typeof(DeviceConverter), typeof(ValueConverter), typeof(UserConverter),
    ])]
[JsonSerializable(typeof(WireEvent))]
[JsonSerializable(typeof(WireDevice))]
[JsonSerializable(typeof(WireValue))]
[JsonSerializable(typeof(WireUser))]
internal sealed partial class WireJson : JsonSerializerContext;
