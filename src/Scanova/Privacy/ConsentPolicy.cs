using Scanova.Events;

namespace Scanova.Privacy;

/// <summary>A site's consent settings, applied to an event before it is written anywhere (contract section 7).</summary>
/// <param name="Default">For events that neither state nor inherit a consent; null stores them whole.</param>
/// <param name="Strict">Also strips what could tell the person apart.</param>
[GenerateSerializer, Immutable, Alias("consent-policy")]
public sealed record ConsentPolicy([property: Id(0)] ConsentState? Default, [property: Id(1)] bool Strict)
{
    /// <summary>
    /// The event as it may be stored under its own stated consent, else <paramref name="inherited"/>, else the site's default.
    /// The stated value itself always stays, as an audit trail.
    /// </summary>
    public Event Strip(Event received, ConsentState? inherited)
    {
        var effective = received.Consent ?? inherited ?? Default;
        if (effective is null or ConsentState.Granted) return received;

        var stripped = received with
        {
            PageUrl = null,
            Referrer = null,
            Metadata = null,
            Location = received.Location is { } place ? place with { City = null } : null,
        };
        if (!Strict) return stripped;

        return stripped with
        {
            PageTitle = null,
            User = null,
            VisitorId = null,
            Location = stripped.Location is { } coarse ? coarse with { Region = null } : null,
            Device = stripped.Device is { } device ? device with { Browser = null, Os = null } : null,
        };
    }
}
