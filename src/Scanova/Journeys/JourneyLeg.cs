namespace Scanova.Journeys;

/// <summary>Events of a journey that follow each other, in short.</summary>
internal record struct JourneyLeg
{
    public const int SeveralAmounts = -1;

    /// <summary>When the first event happened, in ticks; after the last one if there is none.</summary>
    public long First;

    public long Last;

    /// <summary>Among <see cref="Shapes"/>.</summary>
    public int Shape;

    /// <summary>Where the amount of the only event that has one stands; 0: none has, <see cref="SeveralAmounts"/>: several have.</summary>
    public int Amount;

    /// <summary>Number of the leg after it among <see cref="Legs"/>; 0: none.</summary>
    public int Next;

    public readonly bool Overlaps(long start, long end) => Last >= start && First < end;

    public readonly bool IsWithin(long start, long end) => First >= start && Last < end;
}
