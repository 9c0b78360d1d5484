namespace Scanova.ClusterTests.Load;

/// <summary>
/// What stands between clients and silos: takes the silos in turn, and a request that got no byte of an answer goes once
/// more, to the next silo. The contract's ids make that harmless.
/// </summary>
internal sealed class Door(string apiKey, Func<IReadOnlyList<Uri>> silos) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, ConnectTimeout = TimeSpan.FromSeconds(3) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private int _next;

    /// <param name="content">Made for each try.</param>
    /// <param name="sent">Told of each try, and taken back when no connection was made for it.</param>
    /// <param name="patience">How long one silo may take for its answer.</param>
    /// <returns>The answer, or null when two silos gave none.</returns>
    public async Task<Answer?> Send(HttpMethod method, string path, Func<HttpContent?> content, Action<int> sent, TimeSpan patience)
    {
        var turn = (uint)Interlocked.Increment(ref _next);
        return await Try(turn) ?? await Try(turn + 1);

        Task<Answer?> Try(uint turn)
        {
            var targets = silos();
            return this.Try(new Uri(targets[(int)(turn % (uint)targets.Count)], path), method, content, sent, patience);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer?> Try(Uri target, HttpMethod method, Func<HttpContent?> content, Action<int> sent, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        using var request = new HttpRequestMessage(method, target);
        request.Headers.Add("X-API-Key", apiKey);
        request.Headers.Add("Origin", "https://shop.example");
        request.Content = content();
        sent(1);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return await Read(response, timeout.Token);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError)
        {
            sent(-1);
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>An answer that broke off has begun: it is not asked for again.</summary>
    private static async Task<Answer> Read(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return new Answer(Answer.BrokenOff, e.Message);
        }
    }
}

/// <param name="Status">Of HTTP, or <see cref="BrokenOff"/>.</param>
internal sealed record Answer(int Status, string Text)
{
    public const int BrokenOff = 0;

    public override string ToString() => $"{Status} {Text}";
}
