using System.Net;
using System.Net.Http.Json;

namespace Scanova.Tests.Deployment;

/// <summary>How long the proxy waits for a silo, with 1 s in the place of 30 s and 3 s in that of 130 s.</summary>
public sealed class ProxyTimeoutTests : IAsyncLifetime
{
    private readonly RunningProxy _proxy = new(text => text
        .Replace("timeout server 30s", "timeout server 1s", StringComparison.Ordinal)
        .Replace("timeout client 30s", "timeout client 1s", StringComparison.Ordinal)
        .Replace("set-timeout server 130s", "set-timeout server 3s", StringComparison.Ordinal));

    public Task InitializeAsync() => _proxy.InitializeAsync();

    public Task DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("GET", "/sites/shop/reports/summary")]
    [InlineData("POST", "/analytics/ct/")]
    [InlineData("POST", "/Analytics/ct")]
    public async Task A_report_may_take_longer_than_an_event(string method, string path)
    {
        var silos = new TaskCompletionSource();
        foreach (var silo in _proxy.Silos) silo.Until = silos.Task;

        using var ask = new HttpRequestMessage(new HttpMethod(method), path);
        var report = _proxy.Client.SendAsync(ask);
        using var answer = await _proxy.Client.PostAsJsonAsync("/server-events", new { site_id = "s" });
        silos.SetResult();

        await ProxyTests.ShouldBe503(answer, saysToRepeat: true);
        (await report).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_report_that_takes_too_long_is_not_told_to_repeat_an_event()
    {
        var silos = new TaskCompletionSource();
        foreach (var silo in _proxy.Silos) silo.Until = silos.Task;

        using var answer = await _proxy.Client.PostAsync("/analytics/ct/", null);
        silos.SetResult();

        await ProxyTests.ShouldBe503(answer, saysToRepeat: false);
    }
}
