namespace Scanova.Journeys;

/// <summary>What a journey is, as all its originals tell it, also those outside a report's period (contract section 8).</summary>
internal record struct JourneyFacts
{
    public const int SeveralVisitors = -1;

    /// <summary>All its events. The next leg is the first of those it has, if it has several.</summary>
    public JourneyLeg Whole;

    /// <summary>Code of the scan's; 0 while that has not arrived.</summary>
    public int Qrid;

    /// <summary>Code of the scan's, else of the first browser event's that has a type.</summary>
    public int Device;

    /// <summary>Code of the scan's, else of the first event's that has a country.</summary>
    public int Place;

    /// <summary>Number of the one that its events name; 0: none, <see cref="SeveralVisitors"/>: not always the same.</summary>
    public int Visitor;

    /// <summary>The number that <see cref="VisitorSessions"/> gave the one visitor; 0: it is not shared, <see cref="SeveralVisitors"/>: see each event's.</summary>
    public int SharedVisitor;

    /// <summary>The scan is, or the first browser event.</summary>
    public bool IsBot;

    /// <summary>Events were added since the facts were told.</summary>
    public bool IsTouched;

    /// <summary>An event was added that belongs before others.</summary>
    public bool IsUnordered;
}
