using System.Net;
using Microsoft.Extensions.Time.Testing;
using Scanova.Server.Ingest.Gate;

namespace Scanova.Tests.Ingest.Gate;

public sealed class RateLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_tenth_more_than_the_limit_may_come_at_once()
    {
        var limit = new RateLimit<string>(100, _time);

        Passed(limit, "a", 200).Should().Be(110);
        Passed(limit, "b", 200).Should().Be(110, "each caller has a bucket of its own");
    }

    [Fact]
    public void It_refills_evenly_by_the_limit_each_minute()
    {
        var limit = new RateLimit<string>(60, _time);
        Passed(limit, "a", 100).Should().Be(66);

        _time.Advance(TimeSpan.FromSeconds(10));
        Passed(limit, "a", 100).Should().Be(10);

        _time.Advance(TimeSpan.FromMinutes(10));
        Passed(limit, "a", 100).Should().Be(66, "a full bucket grows no further");
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(7, 9)]
    [InlineData(60, 1)]
    [InlineData(6_000, 1)]
    public void Waiting_as_long_as_it_says_is_enough(int perMinute, int seconds)
    {
        var limit = new RateLimit<string>(perMinute, _time);
        while (limit.Take("a") == 0)
        {
        }

        limit.Take("a").Should().Be(seconds);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        limit.Take("a").Should().Be(0);
    }

    [Fact]
    public void Zero_switches_it_off() => Passed(new RateLimit<string>(0, _time), "a", 10_000).Should().Be(10_000);

    [Fact]
    public void Callers_who_stay_away_are_forgotten()
    {
        var limit = new RateLimit<int>(100, _time);
        for (var i = 0; i < 5_000; i++) limit.Take(i);
        limit.Count.Should().Be(5_000);

        _time.Advance(TimeSpan.FromMinutes(2));
        limit.Take(-1);
        limit.Count.Should().Be(1);
    }

    [Fact]
    public void Memory_is_bounded_and_known_callers_stay_limited_when_it_is_used_up()
    {
        var limit = new RateLimit<int>(1, _time);
        for (var i = 0; i < 150_000; i++) limit.Take(i);

        limit.Count.Should().Be(100_000);
        limit.Take(0).Should().BePositive();
    }

    [Fact]
    public void Strangers_beyond_that_share_one_bucket()
    {
        var limit = new RateLimit<int>(60, _time);
        for (var i = 0; i < 100_000; i++) limit.Take(i);

        Enumerable.Range(100_000, 1_000).Count(i => limit.Take(i) == 0).Should().Be(66);
        limit.Count.Should().Be(100_000);

        _time.Advance(TimeSpan.FromMinutes(5));
        limit.Take(1).Should().Be(0);
        Passed(limit, 100_001, 100).Should().Be(66, "with room again each caller has a bucket of its own");
    }

    [Fact]
    public void Many_threads_share_one_bucket()
    {
        var limit = new RateLimit<string>(1_000, _time);
        var passed = 0;
        Parallel.For(0, 5_000, _ =>
        {
            if (limit.Take("a") == 0) Interlocked.Increment(ref passed);
        });

        passed.Should().Be(1_100);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void An_ipv6_subscriber_is_one_caller(string first, string second, bool isSame) =>
        (CallerAddress.Of(IPAddress.Parse(first)) == CallerAddress.Of(IPAddress.Parse(second))).Should().Be(isSame);

    private static int Passed<TKey>(RateLimit<TKey> limit, TKey key, int requests)
        where TKey : notnull => Enumerable.Range(0, requests).Count(_ => limit.Take(key) == 0);
}
