using Scanova.Reports;

namespace Scanova.Tests.Reports;

public sealed class ReportDaysTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Days_are_inclusive_and_begin_at_midnight_of_the_time_zone()
    {
        var days = new ReportDays(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2), Berlin);

        days.Start.Should().Be(Utc("2026-10-31T23:00:00"));
        days.End.Should().Be(Utc("2026-11-02T23:00:00"));
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-10-26", 24)]
    public void A_day_on_which_clocks_change_is_shorter_or_longer(string day, int hours)
    {
        var date = DateOnly.Parse(day, null);

        var days = new ReportDays(date, date, Berlin);

        (days.End - days.Start).Should().Be(TimeSpan.FromHours(hours));
        Timeline.Of(days, Interval.Hour, 100)!.Keys.Should().HaveCount(hours).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_day_whose_midnight_is_skipped_begins_when_its_clocks_begin()
    {
        var beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");

        ReportDays.StartOf(new DateOnly(2026, 3, 29), beirut).Should().Be(Utc("2026-03-28T22:00:00"));
    }

    [Fact]
    public void A_day_whose_midnight_comes_twice_begins_at_the_first()
    {
        var havana = TimeZoneInfo.FindSystemTimeZoneById("America/Havana");

        ReportDays.StartOf(new DateOnly(2026, 11, 1), havana).Should().Be(Utc("2026-11-01T04:00:00"));
    }

    [Fact]
    public void The_hour_that_clocks_repeat_makes_two_steps()
    {
        var day = new DateOnly(2026, 10, 25);

        var hours = Timeline.Of(new ReportDays(day, day, Berlin), Interval.Hour, 100)!;

        hours.Keys.Take(5).Should().Equal(
            "2026-10-25T00:00:00+02:00", "2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00");
        hours.KeyAt(Utc("2026-10-25T00:59:59.999")).Should().Be("2026-10-25T02:00:00+02:00");
        hours.KeyAt(Utc("2026-10-25T01:00:00")).Should().Be("2026-10-25T02:00:00+01:00");
    }

    [Fact]
    public void Hours_of_a_zone_half_an_hour_off_start_with_its_clocks()
    {
        var day = new DateOnly(2026, 11, 1);
        var hours = Timeline.Of(new ReportDays(day, day, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")), Interval.Hour, 100)!;

        hours.Keys[0].Should().Be("2026-11-01T00:00:00+05:30");
        hours.KeyAt(Utc("2026-10-31T19:29:59")).Should().Be(hours.Keys[0]);
        hours.KeyAt(Utc("2026-10-31T19:30:00")).Should().Be("2026-11-01T01:00:00+05:30");
    }

    [Fact]
    public void Weeks_begin_on_Monday_and_months_on_their_first_also_before_the_days_asked_for()
    {
        var days = new ReportDays(new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), TimeZoneInfo.Utc);

        Timeline.Of(days, Interval.Week, 100)!.Keys.Should().Equal("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30");
        Timeline.Of(days, Interval.Month, 100)!.Keys.Should().Equal("2026-11-01", "2026-12-01");
        Timeline.Of(days with { From = new DateOnly(2026, 11, 15) }, Interval.Month, 100)!.Keys[0].Should().Be("2026-11-01");
    }

    [Fact]
    public void A_timeline_has_no_more_steps_than_allowed()
    {
        var days = new ReportDays(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), TimeZoneInfo.Utc);

        Timeline.Of(days, Interval.Day, 30).Should().NotBeNull();
        Timeline.Of(days, Interval.Day, 29).Should().BeNull();
    }

    private static DateTime Utc(string time) => DateTime.SpecifyKind(DateTime.Parse(time, null), DateTimeKind.Utc);
}
