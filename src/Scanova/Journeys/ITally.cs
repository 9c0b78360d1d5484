namespace Scanova.Journeys;

/// <summary>What adds journeys up. Several may share the work: each journey goes to one of them, whole, and they are merged in the end.</summary>
internal interface ITally<in TSelf>
{
    void Add(in Journey journey);

    /// <summary>Adds a scan session of which every event lies in the period, by its facts.</summary>
    /// <returns>False when these do not tell enough: <see cref="Add"/> is needed.</returns>
    bool AddWhole(in JourneyFacts session) => false;

    /// <summary>A journey that is one duplicate and nothing else.</summary>
    void AddRepeat(in Journey repeat)
    {
    }

    /// <summary>Takes over what another one added up.</summary>
    void Merge(TSelf other);
}
