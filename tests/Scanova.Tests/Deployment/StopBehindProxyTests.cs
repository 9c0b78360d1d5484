using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Deployment;

public sealed class StopBehindProxyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scanova-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_silo_stopped_behind_the_proxy_leaves_no_event_without_its_200()
    {
        // Alone each, which is enough: what is told here is between proxy and silo.
        var settings = new Dictionary<string, string> { ["Scanova__DrainSeconds"] = "5", ["Scanova__RateLimits__BrowserPerMinute"] = "0" };
        await using var stopped = await ScanovaProcess.Start(_folder.CreateSubdirectory("stopped").FullName, settings);
        await using var other = await ScanovaProcess.Start(_folder.CreateSubdirectory("other").FullName, settings);
        await using var proxy = new ProxyProcess([stopped.Address.Port, other.Address.Port, stopped.Address.Port]);
        await proxy.Start();
        var answers = new ConcurrentQueue<HttpStatusCode>();
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Send(proxy.Client, answers, end.Token)).ToArray();

        (await stopped.Terminate()).Should().Be(0);
        var sofar = answers.Count;
        await Eventually.Holds(() => Task.FromResult(answers.Count > sofar + 100), "the other silo answers");
        await end.CancelAsync();
        await Task.WhenAll(clients);

        answers.Should().OnlyContain(status => status == HttpStatusCode.OK);
    }

    private static async Task Send(HttpClient client, ConcurrentQueue<HttpStatusCode> answers, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var answer = await client.PostAsJsonAsync("/ct", new { site_id = "demo", event_type = "page_view" }, CancellationToken.None);
            answers.Enqueue(answer.StatusCode);
        }
    }
}
