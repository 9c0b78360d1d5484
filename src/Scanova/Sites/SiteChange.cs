using Scanova.Privacy;

namespace Scanova.Sites;

/// <summary>The settings of a site that a change names (contract section 10); null leaves one as it is.</summary>
public sealed record SiteChange
{
    public string? Name { get; init; }
    public bool? Active { get; init; }
    public IReadOnlyList<string>? AllowedDomains { get; init; }
    public IReadOnlyList<string>? ConversionEvents { get; init; }
    public int? LookbackDays { get; init; }

    /// <summary>Whether <see cref="ConsentDefault"/> counts: null is one of its values.</summary>
    public bool NamesConsentDefault { get; init; }
    public ConsentState? ConsentDefault { get; init; }
    public bool? StrictPrivacy { get; init; }
    public string? TimeZone { get; init; }

    public Site Over(Site site) => site with
    {
        Name = Name ?? site.Name,
        Active = Active ?? site.Active,
        AllowedDomains = AllowedDomains ?? site.AllowedDomains,
        ConversionEvents = ConversionEvents ?? site.ConversionEvents,
        LookbackDays = LookbackDays ?? site.LookbackDays,
        ConsentDefault = NamesConsentDefault ? ConsentDefault : site.ConsentDefault,
        StrictPrivacy = StrictPrivacy ?? site.StrictPrivacy,
        TimeZone = TimeZone ?? site.TimeZone,
    };
}
