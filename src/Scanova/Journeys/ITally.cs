namespace Scanova.Journeys;

/// <summary>What adds journeys up. Several may share the work: each journey goes to one of them, whole, and they are merged in the end.</summary>
internal interface ITally<in TSelf>
{
    void Add(in Journey journey);

    /// <summary>Adds a scan session of which every event lies in the period, by its facts.</summary>
    /// <returns>False when these do not tell enough: <see cref="Add"/> is needed.</returns>
    bool AddWhole(int session, in JourneyFacts facts) => false;

    /// <summary>Adds a scan session by its legs, as far as they lie in the period.</summary>
    /// <returns>False when nothing was added: <see cref="Add"/> is needed.</returns>
    bool AddLegs(int session, in JourneyFacts facts) => false;

    /// <summary>Adds a duplicate.</summary>
    /// <param name="journey">What it belongs to.</param>
    /// <param name="time">In ticks.</param>
    void AddRepeat(in JourneyFacts journey, EventKind kind, long time)
    {
    }

    /// <summary>Takes over what another one added up.</summary>
    void Merge(TSelf other);
}
