using System.Text.RegularExpressions;
using Scanova.Privacy;
using Scanova.Server.Http;
using Scanova.Server.Sites;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>The settings of a site as sent (contract section 10).</summary>
internal static partial class SiteSettings
{
    public const int MostNameCharacters = 256;
    private const int MostLookbackDays = 3_650;
    private const int MostItems = 1_000;
    private const int MostEventNameCharacters = 128;

    private static readonly Flaw NotDomain = new("a host name, *. and a host name, or * alone expected", "value_error.domain");
    private static readonly Flaw NotAlone = new("* allows any domain and must stand alone", "value_error.domain");
    private static readonly Flaw NotConsent = Flaw.NoneOf("'granted', 'denied', 'pending'");
    private static readonly Flaw NotSiteId = new("1 to 64 characters of A-Z, a-z, 0-9, _ and - expected", "value_error.site_id");

    /// <summary>The id asked for; null when none is.</summary>
    public static string? SiteId(AdminFields fields) =>
        fields.Parsed("site_id", 256, id => SiteIds().IsMatch(id) ? id : null, NotSiteId);

    public static SiteChange Read(AdminFields fields) => new()
    {
        Name = fields.Text("name", MostNameCharacters),
        Active = fields.Flag("active"),
        AllowedDomains = Domains(fields),
        ConversionEvents = fields.Texts("conversion_events", MostItems, MostEventNameCharacters, name => name, Flaw.Empty),
        LookbackDays = fields.Whole("lookback_days", 1, MostLookbackDays),
        NamesConsentDefault = fields.Has("consent_default"),
        ConsentDefault = (ConsentState?)fields.Parsed<object>("consent_default", 16, text => Consent(text), NotConsent),
        StrictPrivacy = fields.Flag("strict_privacy"),
        TimeZone = fields.Parsed("time_zone", 64, name => IanaZone.Find(name)?.Id, IanaZone.Flaw),
    };

    private static IReadOnlyList<string>? Domains(AdminFields fields)
    {
        var domains = fields.Texts("allowed_domains", MostItems, 512, AllowedDomain.Normalize, NotDomain);
        if (domains is { Count: > 1 } && domains.Contains(AllowedDomain.Any)) fields.Refuse(NotAlone, "allowed_domains");
        return domains;
    }

    private static ConsentState? Consent(string text) => text switch
    {
        "granted" => ConsentState.Granted,
        "denied" => ConsentState.Denied,
        "pending" => ConsentState.Pending,
        _ => null,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex SiteIds();
}
