using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Scanova.Tests.Deployment;

/// <summary>What the proxy repeats, and what it says itself. Needs HAProxy, which tests/run.sh installs.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private readonly RunningProxy _proxy = new();

    public Task InitializeAsync() => _proxy.InitializeAsync();

    public Task DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("GET", "/sessions/1")]
    [InlineData("OPTIONS", "/ct")]
    public async Task A_read_that_a_silo_dropped_is_answered_by_another(string method, string path)
    {
        foreach (var silo in _proxy.Silos[..2]) silo.Dies = true;

        for (var i = 0; i < 6; i++)
        {
            using var answer = await _proxy.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        _proxy.Silos.Sum(s => s.Requests.Count).Should().BeGreaterThan(6);
    }

    [Theory]
    [InlineData("POST", "/server-events")]
    [InlineData("POST", "/ct")]
    [InlineData("DELETE", "/admin/sites/a/keys/b")]
    [InlineData("GET", "/s/abc")]
    [InlineData("GET", "/S/abc/")]
    [InlineData("GET", "/%73/abc")]
    [InlineData("GET", "/sessions/..%2fs/abc")]
    [InlineData("GET", "/sessions/../S/abc")]
    [InlineData("GET", "/%zz/../s/abc")]
    public async Task What_would_count_twice_is_sent_once_and_its_client_decides(string method, string path)
    {
        foreach (var silo in _proxy.Silos) silo.Dies = true;
        _proxy.Reconnect();

        // As it stands: a client that speaks HTTP itself tidies no path.
        var target = new Uri(_proxy.Client.BaseAddress! + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), target) { Content = method == "POST" ? JsonContent.Create(new { site_id = "s" }) : null };
        using var answer = await _proxy.Client.SendAsync(request);

        _proxy.Silos.Sum(s => s.Requests.Count).Should().Be(1);
        await ShouldBe503(answer, saysToRepeat: method != "GET");
    }

    [Fact]
    public async Task On_a_connection_used_before_it_is_sent_once_too_and_the_connection_closes()
    {
        await _proxy.Client.GetAsync("/health/ready");
        foreach (var silo in _proxy.Silos) silo.Dies = true;

        var post = () => _proxy.Client.PostAsJsonAsync("/server-events", new { site_id = "s" });

        await post.Should().ThrowAsync<HttpRequestException>();
        _proxy.Silos.Sum(s => s.Requests.Count).Should().Be(1);
    }

    [Fact]
    public async Task A_request_that_was_never_sent_goes_to_another_silo()
    {
        await _proxy.Silos[0].DisposeAsync();
        await _proxy.Silos[1].DisposeAsync();

        for (var i = 0; i < 6; i++) (await _proxy.Client.PostAsJsonAsync("/server-events", new { i })).StatusCode.Should().Be(HttpStatusCode.OK);

        _proxy.Silos[2].Requests.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_silo_that_is_not_ready_is_given_nothing()
    {
        _proxy.Silos[0].Ready = false;
        await RunningProxy.Reached(async () =>
        {
            var before = _proxy.Silos[0].Requests.Count;
            for (var i = 0; i < 6; i++) await _proxy.Client.GetAsync("/sites");
            return _proxy.Silos[0].Requests.Count == before;
        });
    }

    [Theory]
    [InlineData("/s/abc")]
    [InlineData("/S/abc")]
    [InlineData("/sdk/scanova.js")]
    [InlineData("/health/live")]
    public async Task Without_the_database_silos_are_still_given_what_needs_none(string path)
    {
        foreach (var silo in _proxy.Silos) silo.Ready = false;
        await RunningProxy.Reached(async () => (await _proxy.Client.GetAsync("/sites")).StatusCode == HttpStatusCode.ServiceUnavailable);

        (await _proxy.Client.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_silo_that_is_stopping_or_no_member_is_given_no_scan_either()
    {
        foreach (var silo in _proxy.Silos) (silo.Ready, silo.Serving) = (false, false);

        await RunningProxy.Reached(async () => (await _proxy.Client.GetAsync("/s/abc")).StatusCode == HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("/ct")]
    [InlineData("/CT/")]
    [InlineData("/Collect/batch/")]
    public async Task Without_any_silo_the_answer_is_one_that_clients_of_the_contract_know(string path)
    {
        foreach (var silo in _proxy.Silos) silo.Ready = false;
        await RunningProxy.Reached(async () => (await _proxy.Client.GetAsync("/sites")).StatusCode == HttpStatusCode.ServiceUnavailable);

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { site_id = "s" }) };
        request.Headers.Add("Origin", "https://shop.example.com");
        using var answer = await _proxy.Client.SendAsync(request);

        await ShouldBe503(answer, saysToRepeat: true);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://shop.example.com");
        answer.Headers.GetValues("Access-Control-Expose-Headers").Should().Equal("Retry-After");
    }

    [Theory]
    [InlineData("/sites/shop/reports/summary")]
    [InlineData("/sessions/1")]
    public async Task Whoever_reads_is_not_told_to_repeat_an_event(string path)
    {
        foreach (var silo in _proxy.Silos) silo.Ready = false;
        await RunningProxy.Reached(async () => (await _proxy.Client.GetAsync("/sites")).StatusCode == HttpStatusCode.ServiceUnavailable);

        using var answer = await _proxy.Client.GetAsync(path);

        await ShouldBe503(answer, saysToRepeat: false);
    }

    [Fact]
    public async Task A_client_can_not_choose_its_address()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sites");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example.com");
        request.Headers.Add("X-Forwarded-Proto", "https");
        await _proxy.Client.SendAsync(request);

        var headers = _proxy.Silos.SelectMany(s => s.Requests).Single().Headers;
        headers["X-Forwarded-For"].Should().Equal("127.0.0.1");
        headers["X-Forwarded-Proto"].Should().Equal("http");
        headers.Should().NotContainKey("X-Forwarded-Host");
    }

    [Fact]
    public async Task The_largest_batch_passes()
    {
        var answer = await _proxy.Client.PostAsync("/server-events/batch", new ByteArrayContent(new byte[5 * 1024 * 1024]));

        (await answer.Content.ReadAsStringAsync()).Should().Be($"{5 * 1024 * 1024}");
    }

    internal static async Task ShouldBe503(HttpResponseMessage answer, bool saysToRepeat)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.Should().BePositive();
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var detail = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString()!;
        detail.Contains("event_id", StringComparison.Ordinal).Should().Be(saysToRepeat);
    }
}
