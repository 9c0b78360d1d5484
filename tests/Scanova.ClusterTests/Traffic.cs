using System.Globalization;
using System.Net;
using System.Text;

namespace Scanova.ClusterTests;

/// <summary>
/// Clients of a customer's backend: single events, batches and repeats, over some busy scan sessions and some new ones. A
/// client that gets no 200 repeats with the same <c>event_id</c>, at the next silo, as the contract asks of it.
/// </summary>
internal sealed class Traffic(Ledger ledger, string siteId, string apiKey, Func<IReadOnlyList<Uri>> silos) : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { Timeout = AnswerTimeout };
    private readonly Guid[] _busySessions = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())];
    private int _next;
    private int _refusals;
    private int _errorAnswers;

    /// <summary>Answers that no client may ever get here: anything but 200 and 503.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>Answers with 503.</summary>
    public int ErrorAnswers => Volatile.Read(ref _errorAnswers);

    /// <summary>The longest any client had to repeat before its events were accepted.</summary>
    public TimeSpan LongestRepeat { get; private set; }

    /// <summary>Sends until cancelled; what is under way then is still brought to an acknowledgement.</summary>
    public Task Run(int clients, CancellationToken until) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Client(new Random(client), until), CancellationToken.None)));

    public void Dispose() => _http.Dispose();

    private async Task Client(Random random, CancellationToken until)
    {
        var earlier = new List<Ledger.Entry>();
        while (!until.IsCancellationRequested)
        {
            var entries = new List<Ledger.Entry>();
            var session = random.Next(2) == 0 ? _busySessions[random.Next(_busySessions.Length)] : Guid.NewGuid();
            var size = random.Next(4) == 0 ? random.Next(2, 8) : 1;
            for (var i = 0; i < size; i++) entries.Add(ledger.Open(session, random.Next(1, 10_000) / 100m));
            if (earlier.Count > 0 && random.Next(10) == 0) entries.Add(earlier[random.Next(earlier.Count)]);
            await SendUntilAccepted(entries);
            if (earlier.Count < 100) earlier.Add(entries[0]);
        }
    }

    private async Task SendUntilAccepted(List<Ledger.Entry> entries)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await Send(entries))
        {
            await Task.Delay(Pause);
            var waited = TimeProvider.System.GetElapsedTime(started);
            if (waited > LongestRepeat) LongestRepeat = waited;
            if (waited > TimeSpan.FromSeconds(90)) throw new TimeoutException("Events were not accepted within 90 s.");
        }
    }

    private async Task<bool> Send(List<Ledger.Entry> entries)
    {
        var targets = silos();
        if (targets.Count == 0) return false;

        var target = targets[(int)((uint)Interlocked.Increment(ref _next) % (uint)targets.Count)];
        var isBatch = entries.Count > 1;
        var body = isBatch ? $"[{string.Join(',', entries.Select(Json))}]" : Json(entries[0]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target, isBatch ? "/server-events/batch" : "/server-events"));
        request.Headers.Add("X-API-Key", apiKey);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var entry in entries) entry.Sent();
        try
        {
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.OK && !(isBatch && text.Contains("\"code\":503", StringComparison.Ordinal)))
            {
                foreach (var entry in entries) entry.Answered();
                return true;
            }

            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable) Interlocked.Increment(ref _errorAnswers);
            else Interlocked.Increment(ref _refusals);
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private string Json(Ledger.Entry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"site_id":"{{{siteId}}}","event_name":"purchase","event_id":"{{{entry.EventId}}}","scan_session_id":"{{{entry.ScanSessionId}}}","conversion_value":{"amount":{{{entry.Amount}}},"currency":"USD"}}""");
}
