using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Scanova.Tests.App;
using Scanova.Tests.Storage;

namespace Scanova.Tests.Hosting;

/// <summary>Two silos of one cluster on PostgreSQL.</summary>
public sealed class ClusterProfileTests : IAsyncLifetime
{
    private ScanovaApp? _first;
    private ScanovaApp? _second;

    private ScanovaApp First => _first!;

    private ScanovaApp Second => _second!;

    public async Task InitializeAsync()
    {
        var database = ("ConnectionStrings:Scanova", await (await PostgresServer.Shared).CreateDatabase());
        var starting = new[] { ScanovaApp.Start(database), ScanovaApp.Start(database) };
        _first = await starting[0];
        _second = await starting[1];
    }

    public async Task DisposeAsync()
    {
        if (_second is not null) await _second.DisposeAsync();
        if (_first is not null) await _first.DisposeAsync();
    }

    [Fact]
    public async Task There_is_no_demo_site_and_nothing_is_written_beside_the_database()
    {
        using var response = await First.Client.Admin(HttpMethod.Get, "/admin/sites");

        (await response.Content.ReadAsStringAsync()).Should().Be("""{"sites":[]}""");
        Directory.Exists(First.DataPath).Should().BeFalse();
    }

    [Fact]
    public async Task A_site_and_a_key_made_on_one_silo_work_on_the_other_at_once_and_a_change_within_five_seconds()
    {
        var siteId = await First.CreateSite();
        var key = await First.CreateKey(siteId);
        (await SendEvent(Second, siteId, key)).Should().Be(HttpStatusCode.OK);

        using var switchedOff = await First.Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { active = false });
        await InForce(async () => await SendEvent(Second, siteId, key) == HttpStatusCode.BadRequest);

        using var switchedOn = await Second.Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { active = true });
        (await SendEvent(Second, siteId, key)).Should().Be(HttpStatusCode.OK);

        using var keys = await Second.Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}/keys");
        var keyId = (await keys.Json()).GetProperty("keys")[0].GetProperty("key_id").GetString();
        using var revoked = await First.Client.Admin(HttpMethod.Delete, $"/admin/sites/{siteId}/keys/{keyId}");
        await InForce(async () => await SendEvent(Second, siteId, key) == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_change_keeps_what_another_silo_changed_a_moment_before()
    {
        var siteId = await First.CreateSite();
        using var read = await Second.Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}");

        using var first = await First.Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { lookback_days = 7 });
        using var second = await Second.Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { strict_privacy = true });

        (await second.Json()).GetProperty("lookback_days").GetInt32().Should().Be(7);
    }

    private static async Task InForce(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        await Eventually.Holds(condition, "the change is in force");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    private static async Task<HttpStatusCode> SendEvent(ScanovaApp silo, string siteId, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/server-events");
        request.Headers.Add("X-API-Key", key);
        request.Content = new StringContent(JsonSerializer.Serialize(new { site_id = siteId, event_name = "purchase", scan_session_id = Guid.NewGuid() }));
        using var response = await silo.Client.SendAsync(request);
        return response.StatusCode;
    }
}
