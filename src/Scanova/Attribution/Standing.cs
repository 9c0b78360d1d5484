namespace Scanova.Attribution;

/// <summary>Why a scan session can or can't earn credit for a conversion (contract section 9). On the wire in snake_case.</summary>
public enum Standing
{
    /// <summary>Not after the conversion and not older than the lookback window.</summary>
    InWindow,

    /// <summary>Outside the window, but the conversion's own: counts as touched at the moment of the conversion.</summary>
    OwnSession,

    /// <summary>Out: longer before the conversion than the lookback window.</summary>
    TooOld,

    /// <summary>Out: touched after the conversion.</summary>
    AfterConversion,
}
