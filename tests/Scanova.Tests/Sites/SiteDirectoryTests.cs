using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Scanova.Log;
using Scanova.Server.Sites;
using Scanova.Sites;
using Scanova.Storage;
using Scanova.Storage.Sqlite;
using Scanova.Tests.App;

namespace Scanova.Tests.Sites;

/// <summary>A directory beside a store that others change too, as on a second silo; its clock stands still unless moved.</summary>
public sealed class SiteDirectoryTests : IAsyncLifetime
{
    private static readonly DateTime Day = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scanova-tests-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(Day));
    private readonly ServiceProvider _services;
    private readonly CutSites _store;
    private readonly SiteDirectory _directory;
    private readonly SiteDirectoryRefresh _refresh;

    public SiteDirectoryTests()
    {
        _services = new ServiceCollection().AddLogging().AddSqliteStorage(_folder.FullName).BuildServiceProvider();
        _store = new CutSites(_services.GetRequiredService<ISiteStore>());
        _directory = new SiteDirectory(_store, _time, NullLogger<SiteDirectory>.Instance);
        _refresh = new SiteDirectoryRefresh(_directory, _store, _time, NullLogger<SiteDirectoryRefresh>.Instance);
    }

    private IStore Store => _services.GetRequiredService<IStore>();

    public async Task InitializeAsync() => await Store.Start(default);

    public async Task DisposeAsync()
    {
        await _refresh.StopAsync(default);
        _refresh.Dispose();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Everything_is_known_before_the_first_request()
    {
        await _store.Create(NewSite("shop"), default);
        await _store.AddKey(NewKey("shop", "key"), default);

        await _refresh.StartAsync(default);

        _directory.Known("shop").Should().NotBeNull();
        (await _directory.FindKey("key", default))!.SiteId.Should().Be("shop");
    }

    [Fact]
    public async Task A_change_made_elsewhere_is_in_force_after_two_seconds()
    {
        await _store.Create(NewSite("shop"), default);
        var key = NewKey("shop", "key");
        await _store.AddKey(key, default);
        await _refresh.StartAsync(default);

        await _store.Update("shop", new SiteChange { Active = false, AllowedDomains = ["new.example.com"] }, default);
        await _store.RevokeKey("shop", key.KeyId, Day, default);
        (await _directory.Find("shop", default))!.Active.Should().BeTrue();

        _time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.Holds(async () => await _directory.FindKey("key", default) is null, "the key is revoked");
        var site = (await _directory.Find("shop", default))!;
        site.Active.Should().BeFalse();
        site.AllowedDomains.Should().Equal("new.example.com");
    }

    [Fact]
    public async Task What_was_made_elsewhere_a_moment_ago_is_found_at_once()
    {
        await _refresh.StartAsync(default);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _store.Create(NewSite("new"), default);
        await _store.AddKey(NewKey("new", "key"), default);

        (await _directory.Find("new", default)).Should().NotBeNull();
        (await _directory.FindKey("key", default)).Should().NotBeNull();
    }

    [Fact]
    public async Task Unknown_ids_however_many_ask_the_store_once_in_a_quarter_of_a_second()
    {
        await _directory.Refresh(default);
        var misses = Enumerable.Range(0, 1_000).Select(i => _directory.Find($"unknown-{i}", default).AsTask()).ToArray();
        await _store.Create(NewSite("unknown-7"), default);

        _time.Advance(TimeSpan.FromMilliseconds(249));
        misses.Should().NotContain(miss => miss.IsCompleted);

        (await Answered(new ValueTask<Site?[]>(Task.WhenAll(misses)))).Should().ContainSingle(site => site != null).Which!.SiteId.Should().Be("unknown-7");
    }

    [Fact]
    public async Task What_one_request_asks_for_at_one_moment_costs_one_reading_however_many_sites_it_names()
    {
        await _directory.Refresh(default);
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        var before = _store.Readings;

        for (var i = 0; i < 1_000; i++) (await _directory.Find($"unknown-{i}", default, asked)).Should().BeNull();

        (_store.Readings - before).Should().Be(1);
    }

    [Fact]
    public async Task What_was_missed_a_moment_ago_is_missed_at_once_and_asked_for_again_after_a_second()
    {
        await _directory.Refresh(default);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Answered(_directory.Find("late", default))).Should().BeNull();
        (await Answered(_directory.FindKey("late-key", default))).Should().BeNull();
        await _store.Create(NewSite("late"), default);
        await _store.AddKey(NewKey("late", "late-key"), default);

        var (site, key) = (_directory.Find("late", default).AsTask(), _directory.FindKey("late-key", default).AsTask());
        (site.IsCompletedSuccessfully, key.IsCompletedSuccessfully).Should().Be((true, true));
        ((await site), (await key)).Should().Be((null, null));

        _time.Advance(TimeSpan.FromSeconds(1));
        (await _directory.Find("late", default)).Should().NotBeNull();
        (await _directory.FindKey("late-key", default)).Should().NotBeNull();
    }

    [Fact]
    public async Task An_id_too_long_for_any_site_asks_the_store_nothing()
    {
        var found = _directory.Find(new string('x', 65), default);

        found.IsCompletedSuccessfully.Should().BeTrue();
        (await found).Should().BeNull();
    }

    [Fact]
    public async Task After_a_freeze_nothing_is_answered_from_before_it()
    {
        var (shop, key) = (NewSite("shop"), NewKey("shop", "key"));
        await _store.Create(shop, default);
        await _store.AddKey(key, default);
        await _directory.Refresh(default);
        await _store.Update("shop", new SiteChange { Active = false }, default);
        await _store.RevokeKey("shop", key.KeyId, Day, default);

        _time.Advance(TimeSpan.FromSeconds(4.1));

        (await _directory.FindKey("key", default)).Should().BeNull();
        (await _directory.Find("shop", default))!.Active.Should().BeFalse();
    }

    [Fact]
    public async Task An_answer_to_a_question_of_before_the_freeze_is_as_old_as_the_question()
    {
        await _store.Create(NewSite("shop"), default);
        await _directory.Refresh(default);
        var store = new TaskCompletionSource();
        _store.Hang = store.Task;
        var asked = _directory.Refresh(default);
        await Eventually.Holds(() => Task.FromResult(_store.Readings == 2), "it is asked");

        _time.Advance(TimeSpan.FromSeconds(10));
        _store.Hang = Task.CompletedTask;
        store.SetResult();
        await asked;
        await _directory.Find("shop", default);

        _store.Readings.Should().Be(3);
    }

    [Fact]
    public async Task A_store_that_hangs_holds_the_known_for_no_longer_than_a_second_and_the_next_not_at_all()
    {
        await _store.Create(NewSite("shop"), default);
        await _directory.Refresh(default);
        var store = new TaskCompletionSource();
        _store.Hang = store.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        var first = _directory.Find("shop", default).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        first.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await first).Should().NotBeNull();
        _directory.Find("shop", default).AsTask().IsCompletedSuccessfully.Should().BeTrue();
        store.SetResult();
    }

    [Fact]
    public async Task However_many_ask_while_the_store_hangs_one_reading_runs_and_one_waits()
    {
        await _directory.Refresh(default);
        var store = new TaskCompletionSource();
        _store.Hang = store.Task;
        var running = _directory.Refresh(default);
        await Eventually.Holds(() => Task.FromResult(_store.Readings == 2), "a reading runs");
        _time.Advance(TimeSpan.FromSeconds(1));

        var misses = new List<Task<Site?>>();
        for (var i = 0; i < 50; i++)
        {
            misses.Add(_directory.Find($"unknown-{i}", default).AsTask());
            _ = _directory.TryRefresh(default);
            await Task.Yield();
        }

        _store.Hang = Task.CompletedTask;
        store.SetResult();
        await running;
        await Answered(new ValueTask<Site?[]>(Task.WhenAll(misses)));

        _store.Readings.Should().BeLessThan(6);
    }

    [Fact]
    public async Task A_revoked_key_that_is_tried_again_and_again_asks_the_store_nothing()
    {
        var key = NewKey("shop", "key");
        await _store.Create(NewSite("shop"), default);
        await _store.AddKey(key, default);
        await _store.RevokeKey("shop", key.KeyId, Day, default);
        await _directory.Refresh(default);

        var found = _directory.FindKey("key", default);

        found.IsCompletedSuccessfully.Should().BeTrue();
        (await found).Should().BeNull();
    }

    [Fact]
    public async Task While_the_store_is_away_the_known_stays_in_force_and_nobody_can_tell_of_the_unknown()
    {
        await _store.Create(NewSite("shop"), default);
        await _store.AddKey(NewKey("shop", "key"), default);
        await _refresh.StartAsync(default);
        await Store.Stop(default);
        _time.Advance(TimeSpan.FromSeconds(10));

        (await _directory.Find("shop", default)).Should().NotBeNull();
        (await _directory.FindKey("key", default)).Should().NotBeNull();
        var site = () => Answered(_directory.Find("unknown", default));
        var key = () => Answered(_directory.FindKey("unknown", default));
        await site.Should().ThrowAsync<LogUnavailableException>();
        await key.Should().ThrowAsync<LogUnavailableException>();

        await Store.Start(default);
        await _store.Create(NewSite("later"), default);
        (await Answered(_directory.Find("later", default))).Should().NotBeNull();
    }

    [Fact]
    public async Task Without_a_store_it_does_not_start_so_no_known_site_is_taken_for_unknown()
    {
        await Store.Stop(default);

        var start = () => _refresh.StartAsync(default);

        await start.Should().ThrowAsync<LogUnavailableException>();
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_kept_within_about_a_minute()
    {
        await _store.Create(NewSite("shop"), default);
        await _store.AddKey(NewKey("shop", "key"), default);
        await _refresh.StartAsync(default);
        await _directory.FindKey("key", default);

        await Eventually.Holds(
            async () => Moved(TimeSpan.FromSeconds(2)) && (await _store.Keys("shop", default))[0].LastUsedAt is not null, "a minute passes");

        (await _store.Keys("shop", default))[0].LastUsedAt.Should().Be(Day);
        _time.GetUtcNow().UtcDateTime.Should().BeAfter(Day.AddSeconds(59));
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_kept_at_a_stop()
    {
        await _store.Create(NewSite("shop"), default);
        await _store.AddKey(NewKey("shop", "key"), default);
        await _refresh.StartAsync(default);
        await _directory.FindKey("key", default);

        await _refresh.StopAsync(default);

        (await _store.Keys("shop", default))[0].LastUsedAt.Should().Be(Day);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("\ud800")]
    public async Task A_text_that_is_no_key_is_unknown(string presented)
    {
        _time.Advance(TimeSpan.FromSeconds(1));

        (await Answered(_directory.FindKey(presented, default))).Should().BeNull();
        (await _directory.FindKey(new string('k', 10_000), default)).Should().BeNull();
    }

    /// <summary>What a miss finds, with the clock moving while it waits.</summary>
    private async Task<T> Answered<T>(ValueTask<T> miss)
    {
        var answer = miss.AsTask();
        for (var moves = 0; moves < 20 && !answer.IsCompleted; moves++)
        {
            Moved(TimeSpan.FromMilliseconds(25));
            await Task.WhenAny(answer, Task.Delay(10));
        }

        await Eventually.Holds(() => Task.FromResult(answer.IsCompleted), "a miss is answered");
        return await answer;
    }

    private bool Moved(TimeSpan by)
    {
        _time.Advance(by);
        return true;
    }

    private static Site NewSite(string siteId) => new() { SiteId = siteId, Name = siteId, AllowedDomains = ["*"], CreatedAt = Day };

    private static ApiKey NewKey(string siteId, string key) =>
        new(Guid.NewGuid(), siteId, "Test", SHA256.HashData(Encoding.UTF8.GetBytes(key)), Day, null, null);
}
