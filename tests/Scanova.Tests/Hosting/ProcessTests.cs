using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Hosting;

/// <summary>Start and stop of the real process (contract section 12).</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly Dictionary<string, string> AdminKeySet = new() { ["Scanova__AdminKey"] = ScanovaApp.AdminKey };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scanova-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task With_nothing_set_it_is_ready_within_five_seconds_and_works_in_data_under_the_current_directory()
    {
        var fastest = TimeSpan.MaxValue;
        for (var start = 1; start <= 3 && fastest >= TimeSpan.FromSeconds(5); start++)
        {
            // A machine that is busy with other tests may take longer once.
            var empty = _folder.CreateSubdirectory($"start-{start}");
            var launched = Stopwatch.GetTimestamp();
            await using var process = await ScanovaProcess.Start(empty.FullName);
            if (Stopwatch.GetElapsedTime(launched) is var elapsed && elapsed < fastest) fastest = elapsed;
            File.Exists(Path.Combine(empty.FullName, "data", "credentials.json")).Should().BeTrue();
        }

        fastest.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_first_start_tells_its_keys_once()
    {
        await using (var first = await ScanovaProcess.Start(_folder.FullName))
        {
            (await first.Terminate()).Should().Be(0);
            var kept = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "data", "credentials.json")));
            first.Output.Should().Contain(kept.GetProperty("admin_key").GetString()).And.Contain(kept.GetProperty("api_key").GetString());
        }

        await using var second = await ScanovaProcess.Start(_folder.FullName);
        (await second.Terminate()).Should().Be(0);
        second.Output.Should().NotContain("sk_").And.NotContain("ak_");
    }

    [Fact]
    public async Task A_later_start_tells_only_what_it_made_itself()
    {
        var data = _folder.CreateSubdirectory("data");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "credentials.json"), """{"admin_key":null,"site_id":"demo","api_key":"sk_of-the-first-start"}""");

        // The first of them makes the demo shop's code, the second an admin key, for none is set any more.
        await using var first = await ScanovaProcess.Start(_folder.FullName, AdminKeySet);
        (await first.Terminate()).Should().Be(0);
        await using var second = await ScanovaProcess.Start(_folder.FullName);
        (await second.Terminate()).Should().Be(0);

        first.Output.Should().Contain("Demo shop:").And.NotContain("sk_").And.NotContain("X-Admin-Key  ");
        second.Output.Should().Contain("X-Admin-Key  ak_").And.NotContain("sk_");
    }

    [Fact]
    public async Task SIGTERM_finishes_what_was_accepted_and_exits_with_0()
    {
        var settings = new Dictionary<string, string> { ["Scanova__RateLimits__ServerPerMinute"] = "0" };
        var accepted = new ConcurrentBag<string>();
        await using (var process = await ScanovaProcess.Start(_folder.FullName, settings))
        {
            using var client = await DemoClient(process);
            var firstAccepted = new TaskCompletionSource();
            var senders = Enumerable.Range(0, 8).Select(_ => SendUntilRefused(client, accepted, firstAccepted)).ToArray();
            await firstAccepted.Task;

            (await process.Terminate()).Should().Be(0, process.Output);
            await Task.WhenAll(senders);
            process.Output.Should().NotContain(" ERR ").And.NotContain(" FTL ");
        }

        await using var again = await ScanovaProcess.Start(_folder.FullName, settings);
        using var reader = await DemoClient(again);
        foreach (var eventId in accepted)
        {
            using var response = await reader.GetAsync($"/events/{eventId}");
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_stopping_silo_is_unready_and_answers_until_balancers_had_their_time()
    {
        await using var process = await ScanovaProcess.Start(_folder.FullName, new Dictionary<string, string> { ["Scanova__DrainSeconds"] = "5" });
        using var client = await DemoClient(process);
        var told = Stopwatch.GetTimestamp();
        var exit = process.Terminate();

        await Eventually.Holds(async () => (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, "it is stopping");
        using var answer = await client.PostAsJsonAsync(
            "/server-events", new { site_id = "demo", event_name = "purchase", scan_session_id = Guid.NewGuid() });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.ConnectionClose.Should().BeTrue("the client is to come back to another silo");
        (await exit).Should().Be(0, process.Output);
        Stopwatch.GetElapsedTime(told).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_killed_process_leaves_a_folder_that_the_next_one_starts_on()
    {
        await using (var process = await ScanovaProcess.Start(_folder.FullName)) await process.Kill();

        await using var again = await ScanovaProcess.Start(_folder.FullName);
    }

    [Fact]
    public async Task A_second_process_on_one_data_folder_refuses_to_start()
    {
        await using var first = await ScanovaProcess.Start(_folder.FullName);

        var message = await RefusedStart([]);

        message.Should().Contain("Another process uses the data folder");
        using var client = new HttpClient { BaseAddress = first.Address };
        using var ready = await client.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_ends_the_start_with_a_clear_message()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        (await RefusedStart(new() { ["Scanova__DataPath"] = file })).Should().Contain($"The data folder {file}");
        (await RefusedStart(new() { ["Scanova__DataPath"] = "/proc/scanova" })).Should().Contain("The data folder /proc/scanova");
    }

    [Theory]
    [InlineData("scanova.db")]
    [InlineData("orleans.db")]
    [InlineData("credentials.json")]
    public async Task A_damaged_file_in_the_folder_ends_the_start_with_a_message_that_names_it(string name)
    {
        var data = _folder.CreateSubdirectory("data");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, name), new string('x', 10_000));

        (await RefusedStart([])).Should().Contain(Path.Combine(data.FullName, name));
    }

    [Fact]
    public async Task A_taken_port_ends_the_start_with_a_clear_message()
    {
        await using var first = await ScanovaProcess.Start(_folder.FullName);

        var message = await RefusedStart(new()
        {
            ["Scanova__DataPath"] = "./other",
            ["ASPNETCORE_URLS"] = first.Address.GetLeftPart(UriPartial.Authority),
        });

        message.Should().Contain("address already in use").And.Contain("ASPNETCORE_URLS");
    }

    [Fact]
    public async Task Settings_that_break_their_rule_end_the_start_before_anything_is_touched()
    {
        var message = await RefusedStart(new() { ["Scanova__RateLimits__BrowserPerMinute"] = "plenty", ["Scanova__PublicUrl"] = "here" });

        message.Should().Contain("Scanova__RateLimits__BrowserPerMinute").And.Contain("Scanova__PublicUrl");
        _folder.EnumerateFileSystemInfos().Should().BeEmpty();
    }

    [Fact]
    public async Task PostgreSQL_without_an_admin_key_ends_the_start()
    {
        var message = await RefusedStart(new() { ["ConnectionStrings__Scanova"] = "Host=127.0.0.1;Port=1;Database=scanova" });

        message.Should().StartWith("Scanova__AdminKey is required with PostgreSQL");
    }

    [Fact]
    public async Task Log_lines_are_JSON_when_that_is_set()
    {
        await using var process = await ScanovaProcess.Start(
            _folder.FullName, new Dictionary<string, string>(AdminKeySet) { ["Scanova__Logs__Json"] = "true" });
        using (var client = new HttpClient { BaseAddress = process.Address }) await client.GetStringAsync("/sdk/scanova.js");
        await process.Terminate();

        var lines = process.Output.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToArray();
        lines.Should().Contain(l => l.GetProperty("@m").GetString()!.Contains("/sdk/scanova.js"));
    }

    private async Task<string> RefusedStart(Dictionary<string, string> settings)
    {
        await using var process = ScanovaProcess.Launch(_folder.FullName, settings);
        (await process.Exited()).Should().Be(1);
        process.Output.Should().NotContain("   at ");
        return process.Output;
    }

    private async Task<HttpClient> DemoClient(ScanovaProcess process)
    {
        var kept = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "data", "credentials.json")));
        var client = new HttpClient { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Add("X-API-Key", kept.GetProperty("api_key").GetString());
        return client;
    }

    private static async Task SendUntilRefused(HttpClient client, ConcurrentBag<string> accepted, TaskCompletionSource firstAccepted)
    {
        try
        {
            while (true)
            {
                var (eventId, session) = (Guid.NewGuid().ToString(), Guid.NewGuid());
                using var response = await client.PostAsJsonAsync(
                    "/server-events", new { site_id = "demo", event_name = "purchase", event_id = eventId, scan_session_id = session });
                if (response.StatusCode != HttpStatusCode.OK) return;
                accepted.Add(eventId);
                firstAccepted.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The door is closed: what was answered before that is what counts.
        }
    }
}
