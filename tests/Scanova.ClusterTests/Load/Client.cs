using System.Text.Json;
using Scanova.ClusterTests.Promises;

namespace Scanova.ClusterTests.Load;

/// <summary>
/// One client: single events, batches and repeats, browser and server events, over the busy scan sessions that all clients
/// share and some of its own. What gets no 200 is repeated with the same <c>event_id</c>, as the contract asks of clients.
/// </summary>
internal sealed class Client(Ledger ledger, string siteId, Door door, Experience experience, IReadOnlyList<Session> busy, TimeSpan patience, int seed)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(90);

    private readonly Random _random = new(seed);
    private readonly List<Ledger.Entry> _earlier = [];

    /// <summary>Sends until cancelled; what is under way then is still brought to an acknowledgement.</summary>
    public async Task Run(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            var isOwn = _random.Next(3) == 0;
            var session = isOwn ? new Session(Guid.NewGuid(), busy[_random.Next(busy.Count)].VisitorId) : busy[_random.Next(busy.Count)];
            var body = new Body(siteId, Entries(session));
            await SendUntilAccepted(body);
            if (isOwn) await LookUp(session, body.Entries);
            Remember(body.Entries[0]);
            await Task.Delay(_random.Next(5, 20), CancellationToken.None);
        }
    }

    private List<Ledger.Entry> Entries(Session session)
    {
        var isBrowser = _random.Next(3) == 0;
        var size = _random.Next(4) == 0 ? _random.Next(2, 8) : 1;
        var entries = new List<Ledger.Entry>(size + 1);
        for (var i = 0; i < size; i++) entries.Add(ledger.Open(session, isBrowser ? null : _random.Next(1, 10_000) / 100m));
        if (_random.Next(8) == 0 && Earlier(isBrowser) is { } earlier)
        {
            entries.Add(_random.Next(2) == 0 ? earlier : ledger.OpenAgain(earlier, session));
        }

        return entries;
    }

    private Ledger.Entry? Earlier(bool isBrowser)
    {
        var fitting = _earlier.FindAll(e => e.Amount is null == isBrowser);
        return fitting.Count == 0 ? null : fitting[_random.Next(fitting.Count)];
    }

    private void Remember(Ledger.Entry entry)
    {
        if (_earlier.Count < 100) _earlier.Add(entry);
        else _earlier[_random.Next(_earlier.Count)] = entry;
    }

    private async Task SendUntilAccepted(Body body)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var isRepeat = false; ; isRepeat = true)
        {
            var answer = await door.Send(HttpMethod.Post, body.Route, body.Content, body.Sent, patience);
            var waited = TimeProvider.System.GetElapsedTime(started);
            if (answer is { Status: 200 } && body.Accepted(answer.Text))
            {
                experience.Accepted(waited, isRepeat);
                return;
            }

            experience.Failed(answer);
            if (waited > GivesUp) throw new TimeoutException($"Events were not accepted in time: {answer}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>A lookup that starts after an answer shows what was answered, on every silo (contract section 9).</summary>
    private async Task LookUp(Session session, IReadOnlyList<Ledger.Entry> entries)
    {
        if (await door.Send(HttpMethod.Get, $"/sessions/{session.ScanSessionId}", () => null, _ => { }, patience) is not { Status: 200 or 404 } answer) return;

        var expected = entries.Where(e => e.Session == session).Sum(e => e.Originals > 0 ? 1 : 0);
        var shown = answer.Status == 404 ? 0 : JsonSerializer.Deserialize<JsonElement>(answer.Text).GetProperty("event_count").GetInt32();
        if (shown < expected) experience.DidNotShow($"{shown} of {expected} events of {session.ScanSessionId}");
    }
}
