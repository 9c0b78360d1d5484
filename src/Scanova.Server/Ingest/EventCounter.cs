using System.Diagnostics.Metrics;
using Scanova.Server.Telemetry;

namespace Scanova.Server.Ingest;

/// <summary>Counts what became of events that were judged; what was refused before, requests by status tell.</summary>
internal sealed class EventCounter
{
    private static readonly KeyValuePair<string, object?> Accepted = new("outcome", "accepted");
    private static readonly KeyValuePair<string, object?> Duplicate = new("outcome", "duplicate");
    private static readonly KeyValuePair<string, object?> Rejected = new("outcome", "rejected");
    private static readonly KeyValuePair<string, object?> Unavailable = new("outcome", "unavailable");

    private readonly Counter<long> _events;

    public EventCounter(IMeterFactory meters) =>
        _events = meters.Create(ServiceMeter.Name).CreateCounter<long>("scanova.events", "{event}", "Events by what became of them");

    public void Count(int rejected, IReadOnlyList<RecordOutcome> outcomes)
    {
        if (!_events.Enabled) return;
        var (stored, repeated) = (0, 0);
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i] == RecordOutcome.Stored) stored++;
            else if (outcomes[i] == RecordOutcome.StoredAsDuplicate) repeated++;
        }

        Add(stored, Accepted);
        Add(repeated, Duplicate);
        Add(rejected, Rejected);
        Add(outcomes.Count - stored - repeated, Unavailable);
    }

    private void Add(int count, KeyValuePair<string, object?> outcome)
    {
        if (count > 0) _events.Add(count, outcome);
    }
}
