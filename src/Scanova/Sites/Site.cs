using Scanova.Privacy;

namespace Scanova.Sites;

/// <summary>A tenant and its settings (contract section 10).</summary>
[GenerateSerializer, Immutable, Alias("site")]
public sealed record Site
{
    /// <summary><c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    [Id(0)] public required string SiteId { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public bool Active { get; init; } = true;

    /// <summary>Exact host names in lower case, <c>*.example.com</c>, or <c>*</c> alone (contract section 5).</summary>
    [Id(3)] public required IReadOnlyList<string> AllowedDomains { get; init; }

    /// <summary>Event names that count as goals; empty: every server event (contract section 8).</summary>
    [Id(4)] public IReadOnlyList<string> ConversionEvents { get; init; } = [];

    /// <summary>How long before a conversion a touchpoint may lie, in days.</summary>
    [Id(5)] public int LookbackDays { get; init; } = 60;
    [Id(6)] public ConsentState? ConsentDefault { get; init; }
    [Id(7)] public bool StrictPrivacy { get; init; }

    /// <summary>IANA name; reports cut days in it.</summary>
    [Id(8)] public string TimeZone { get; init; } = "UTC";
    [Id(9)] public required DateTime CreatedAt { get; init; }

    /// <summary>What these settings ask of an event before it is written.</summary>
    public ConsentPolicy ConsentPolicy => new(ConsentDefault, StrictPrivacy);

    /// <summary>What these settings count as a goal.</summary>
    public ConversionRule ConversionRule => new(ConversionEvents);
}
