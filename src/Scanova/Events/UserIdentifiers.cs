namespace Scanova.Events;

/// <summary>How the customer's backend knows a person: SHA-256 hashes as 64 lower-case hex digits, and an id of its own (contract section 3).</summary>
[GenerateSerializer, Immutable, Alias("user-identifiers")]
public sealed record UserIdentifiers(
    [property: Id(0)] string? EmailHash,
    [property: Id(1)] string? PhoneHash,
    [property: Id(2)] string? ExternalId);
