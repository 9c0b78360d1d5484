namespace Scanova.Load.Baseline;

internal sealed class BaselineSessionGrain(
    [PersistentState("session", BaselineServer.Storage)] IPersistentState<BaselineSession> session) : Grain, IBaselineSessionGrain
{
    public async Task<bool> Record(BaselineEvent e)
    {
        if (session.State.Events.Exists(known => known.EventId == e.EventId)) return true;
        session.State.Events.Add(e);
        await session.WriteStateAsync();
        return false;
    }
}

/// <summary>The grain's state: every event of the session.</summary>
[GenerateSerializer, Alias("baseline-session-state")]
internal sealed class BaselineSession
{
    [Id(0)]
    public List<BaselineEvent> Events { get; set; } = [];
}
