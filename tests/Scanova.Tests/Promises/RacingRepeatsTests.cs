using System.Text.Json;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 6 under concurrency, on either store.</summary>
public abstract class RacingRepeatsTests(UnlimitedApp shared)
{
    private const int Clients = 64;

    [Theory]
    [InlineData("one session")]
    [InlineData("a session each")]
    [InlineData("both channels")]
    [InlineData("no session, one visitor")]
    [InlineData("neither session nor visitor")]
    [InlineData("batches")]
    public async Task Of_64_clients_with_one_id_at_one_moment_one_has_the_original(string who)
    {
        var shop = await Customer.Of(shared.App);
        var (id, session, visitor) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var sessions = Enumerable.Range(0, Clients).Select(_ => who is "one session" or "batches" ? session : Guid.NewGuid()).ToArray();

        var repeats = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i => who switch
        {
            "both channels" when i % 2 == 0 => await shop.Browser(new { event_id = id, scan_session_id = sessions[i] }),
            "no session, one visitor" => await shop.Browser(new { event_id = id, visitor_id = visitor }),
            "neither session nor visitor" => await shop.Browser(new { event_id = id }),
            "batches" => (await shop.ServerBatch([new { event_id = id, scan_session_id = sessions[i] }])).Single(),
            _ => await shop.Server(new { event_id = id, scan_session_id = sessions[i] }),
        }));

        repeats.Count(isRepeat => !isRepeat).Should().Be(1);
        var found = await shop.Event(id);
        found.GetProperty("event").Number("is_duplicate").Should().Be(0);
        found.List("duplicates").Should().HaveCount(Clients - 1).And.OnlyContain(row => row.Number("is_duplicate") == 1);
        if (found.GetProperty("event").IsNull("scan_session_id")) return;

        var states = new List<JsonElement>();
        foreach (var each in sessions.Distinct()) states.Add(await shop.Session(each));
        states.Sum(s => s.Number("event_count")).Should().Be(1);
        states.Sum(s => s.Number("duplicate_count")).Should().Be(Clients - 1);
    }

    [Fact]
    public async Task Inside_a_batch_the_first_wins_wherever_the_others_belong()
    {
        var shop = await Customer.Of(shared.App);
        var (id, first, second, visitor) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        var repeats = await shop.BrowserBatch(
        [
            new { event_id = id, scan_session_id = first, page_title = "first" },
            new { event_id = id, scan_session_id = second },
            new { event_id = id, visitor_id = visitor },
            new { event_id = id },
            new { event_id = id, scan_session_id = first },
            new { event_id = Guid.NewGuid(), scan_session_id = second },
        ]);

        repeats.Should().Equal(false, true, true, true, true, false);
        (await shop.Row(id)).Text("page_title").Should().Be("first");
        (await shop.Session(first)).Without("events", "first_seen", "last_seen").Should().Contain("\"event_count\":1,\"duplicate_count\":1");
        (await shop.Session(second)).Without("events", "first_seen", "last_seen").Should().Contain("\"event_count\":1,\"duplicate_count\":1");
        (await shop.StatusOf($"/visitors/{visitor}")).Should().Be(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_id_at_two_sites_is_two_events()
    {
        var (one, other) = (await Customer.Of(shared.App), await Customer.Of(shared.App));
        var (id, session) = (Guid.NewGuid(), Guid.NewGuid());

        (await one.Server(new { event_id = id, scan_session_id = session })).Should().BeFalse();
        (await other.Server(new { event_id = id, scan_session_id = session })).Should().BeFalse();

        (await one.Session(session)).Number("event_count").Should().Be(1);
        (await other.Event(id)).List("duplicates").Should().BeEmpty();
    }
}

public sealed class RacingRepeatsOnSqliteTests(UnlimitedApp shared) : RacingRepeatsTests(shared), IClassFixture<UnlimitedApp>;

public sealed class RacingRepeatsOnPostgresTests(UnlimitedPostgresApp shared) : RacingRepeatsTests(shared), IClassFixture<UnlimitedPostgresApp>;
