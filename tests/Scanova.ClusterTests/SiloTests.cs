using System.Net;

namespace Scanova.ClusterTests;

/// <summary>Silos that come, go, die and freeze under load (contract section 6).</summary>
public sealed class SiloTests
{
    [Fact]
    public async Task A_killed_silo_loses_nothing_and_keeps_no_client_repeating()
    {
        await using var scenario = await Scenario.Start(silos: 3);

        await scenario.Members[0].Process.Kill();
        await scenario.Accepted(2_000);
        await scenario.Members[0].Start();
        await scenario.Accepted(1_000);

        await scenario.End();
        scenario.Experience.LongestRepeat.Should().BeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_cluster_killed_whole_comes_back_with_everything_it_acknowledged()
    {
        await using var scenario = await Scenario.Start(silos: 3);

        await Task.WhenAll(scenario.Members.Select(m => m.Process.Kill()));
        await Task.WhenAll(scenario.Members.Select(m => m.Start()));
        await scenario.Accepted(2_000);

        await scenario.End();
    }

    [Fact]
    public async Task A_silo_that_was_frozen_stores_nothing_from_the_past_and_ends()
    {
        await using var scenario = await Scenario.Start(silos: 3, hurry: TimeSpan.FromSeconds(3));
        var frozen = scenario.Members[0];

        await frozen.Process.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(15));
        await frozen.Process.Resume();
        (await ReadyUntilItEnds(frozen.Address)).Should().NotBe(HttpStatusCode.OK);
        await frozen.Process.Exited();
        await frozen.Start();
        await scenario.Accepted(1_000);

        await scenario.End();
    }

    [Fact]
    public async Task A_rolling_restart_gives_no_client_an_error()
    {
        await using var scenario = await Scenario.Start(silos: 3);

        foreach (var member in scenario.Members)
        {
            await member.Restart();
            await scenario.Accepted(500);
        }

        await scenario.End();
        scenario.Experience.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task A_cluster_grows_from_one_silo_to_three_and_shrinks_back_without_an_error()
    {
        await using var scenario = await Scenario.Start(silos: 1);
        var first = scenario.Members[0];

        await Task.WhenAll(scenario.Cluster.Add(), scenario.Cluster.Add());
        await scenario.Accepted(1_000);
        await scenario.Cluster.Remove(first);
        await scenario.Accepted(500);
        await scenario.Cluster.Remove(scenario.Members[0]);
        await scenario.Accepted(500);

        await scenario.End();
        scenario.Experience.Failures.Should().BeEmpty();
    }

    /// <returns>The last answer of its readiness, if it gave one at all.</returns>
    private static async Task<HttpStatusCode?> ReadyUntilItEnds(Uri silo)
    {
        using var http = new HttpClient { BaseAddress = silo, Timeout = TimeSpan.FromSeconds(10) };
        HttpStatusCode? last = null;
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready");
                last = answer.StatusCode;
                await Task.Delay(10);
            }
            catch (HttpRequestException)
            {
                return last;
            }
        }
    }
}
