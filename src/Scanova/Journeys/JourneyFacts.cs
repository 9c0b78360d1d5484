namespace Scanova.Journeys;

/// <summary>What a journey is, as all its originals tell it, also those outside a report's period (contract section 8).</summary>
internal record struct JourneyFacts
{
    public const int SeveralVisitors = -1;
    public const int SeveralAmounts = -1;

    /// <summary>When the first event happened, in ticks; after the last one if there is none.</summary>
    public long First;

    public long Last;

    /// <summary>Code of the scan's; 0 while that has not arrived.</summary>
    public int Qrid;

    /// <summary>Code of the scan's, else of the first browser event's that has a type.</summary>
    public int Device;

    /// <summary>Code of the scan's, else of the first event's that has a country.</summary>
    public int Place;

    /// <summary>Number of the one that its events name; 0: none, <see cref="SeveralVisitors"/>: not always the same.</summary>
    public int Visitor;

    /// <summary>Among <see cref="Shapes"/>.</summary>
    public int Shape;

    /// <summary>Where the amount of the only event that has one stands; 0: none has, <see cref="SeveralAmounts"/>: several have.</summary>
    public int Amount;

    /// <summary>The number of its latest duplicate; 0: none.</summary>
    public int Repeat;

    /// <summary>The scan is, or the first browser event.</summary>
    public bool IsBot;

    /// <summary>Its events name a visitor that <see cref="VisitorSessions"/> has as shared.</summary>
    public bool SharesVisitors;

    /// <summary>Events were added since the facts were told.</summary>
    public bool IsTouched;

    /// <summary>An event was added that belongs before others.</summary>
    public bool IsUnordered;
}
