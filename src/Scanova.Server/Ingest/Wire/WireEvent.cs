using System.Text.Json.Serialization;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// An event as it came, browser's or server's: the fields of contract sections 2 and 3 together, for which of the two it is
/// may be known only after reading. What is not listed here is skipped and never kept.
/// Set, not init: the reader would take fields that can only be initialized for parameters and box each of them.
/// </summary>
internal sealed class WireEvent
{
    public Field<string> SiteId { get; set; }
    public Field<string> EventType { get; set; }
    public Field<string> EventName { get; set; }
    public Field<Guid> EventId { get; set; }
    public Field<Guid> ScanSessionId { get; set; }
    public Field<Guid> WebSessionId { get; set; }
    public Field<Guid> VisitorId { get; set; }
    public Field<string> PageUrl { get; set; }
    public Field<string> PageTitle { get; set; }
    public Field<string> Referrer { get; set; }
    public Field<DateTime> EventTime { get; set; }
    public Field<DateTime> Timestamp { get; set; }
    public Field<WireDevice> Device { get; set; }
    public Field<Metadata> Metadata { get; set; }
    public Field<Metadata> Properties { get; set; }
    public Field<string> Consent { get; set; }
    public Field<WireValue> ConversionValue { get; set; }
    public Field<WireUser> UserIdentifiers { get; set; }
}

/// <summary><c>device</c></summary>
internal sealed class WireDevice
{
    public Field<string> UserAgent { get; set; }
    public Field<string> Language { get; set; }
    public Field<int> ScreenWidth { get; set; }
    public Field<int> ScreenHeight { get; set; }
}

/// <summary><c>conversion_value</c></summary>
internal sealed class WireValue
{
    public Field<decimal> Amount { get; set; }
    public Field<string> Currency { get; set; }
}

/// <summary><c>user_identifiers</c></summary>
internal sealed class WireUser
{
    public Field<string> EmailHash { get; set; }
    public Field<string> PhoneHash { get; set; }
    public Field<string> ExternalId { get; set; }
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
