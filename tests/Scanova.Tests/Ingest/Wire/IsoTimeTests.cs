using System.Globalization;
using System.Text;
using CsCheck;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Tests.Ingest.Wire;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2026-11-24T12:34:56Z", "2026-11-24T12:34:56.000")]
    [InlineData("2026-11-24 12:34:56", "2026-11-24T12:34:56.000")]
    [InlineData("2026-11-24t12:34:56z", "2026-11-24T12:34:56.000")]
    [InlineData("2026-11-24T12:34", "2026-11-24T12:34:00.000")]
    [InlineData("2026-11-24T12:34:56.1", "2026-11-24T12:34:56.100")]
    [InlineData("2026-11-24T12:34:56,12", "2026-11-24T12:34:56.120")]
    [InlineData("2026-11-24T12:34:56.123999999999Z", "2026-11-24T12:34:56.123")]
    [InlineData("2026-11-24T12:34:56+02:00", "2026-11-24T10:34:56.000")]
    [InlineData("2026-11-24T12:34:56-0530", "2026-11-24T18:04:56.000")]
    [InlineData("2026-11-24T00:30:00+01", "2026-11-23T23:30:00.000")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000")]
    [InlineData("2000-01-01T00:00:00Z", "2000-01-01T00:00:00.000")]
    [InlineData("1999-12-31T23:00:00-01:00", "2000-01-01T00:00:00.000")]
    [InlineData("2026-11-24", "2026-11-24T00:00:00.000")]
    [InlineData("20261124", "2026-11-24T00:00:00.000")]
    [InlineData("20261101T101500Z", "2026-11-01T10:15:00.000")]
    [InlineData("20261101T1015", "2026-11-01T10:15:00.000")]
    [InlineData("20261101T101500.25+0200", "2026-11-01T08:15:00.250")]
    [InlineData("2026-11-24T24:00:00Z", "2026-11-25T00:00:00.000")]
    [InlineData("2026-12-31T24:00+01:00", "2026-12-31T23:00:00.000")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999")]
    [InlineData("2016-12-31T23:59:60.75Z", "2016-12-31T23:59:59.999")]
    [InlineData("2017-01-01T05:29:60+05:30", "2016-12-31T23:59:59.999")]
    [InlineData("20161231T235960Z", "2016-12-31T23:59:59.999")]
    public void A_time_is_read_as_utc_to_the_millisecond(string text, string utc)
    {
        IsoTime.Parse(Encoding.UTF8.GetBytes(text), out var time).Should().BeNull();

        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture).Should().Be(utc);
        time.Kind.Should().Be(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11")]
    [InlineData("2026-11-2")]
    [InlineData("2026-11-24Z")]
    [InlineData("2026-1124")]
    [InlineData("202611-24")]
    [InlineData("20261124Z")]
    [InlineData("20261124T")]
    [InlineData("20261124T10")]
    [InlineData("20261124T101")]
    [InlineData("20261124T10150")]
    [InlineData("20261124T10:15:00Z")]
    [InlineData("2026-11-24T101500Z")]
    [InlineData("20261124101500")]
    [InlineData("2026-328")]
    [InlineData("2026-W48-2")]
    [InlineData("2026-11-24T24:00:01Z")]
    [InlineData("2026-11-24T24:01Z")]
    [InlineData("2026-11-24T24:00:00.001Z")]
    [InlineData("2026-11-24T25:00:00Z")]
    [InlineData("2026-11-24T23:59:61Z")]
    [InlineData("2026-11-24T23:59:60+01:00")]
    [InlineData("20261332")]
    [InlineData("2026-11-24T")]
    [InlineData("2026-11-24T12")]
    [InlineData("2026-11-24T12:60:00Z")]
    [InlineData("2026-11-24T12:00:60Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-11-31T00:00:00Z")]
    [InlineData("2026-11-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-11-24T12:34:56.Z")]
    [InlineData("2026-11-24T12:34:56ZZ")]
    [InlineData("2026-11-24T12:34:56 Z")]
    [InlineData("2026-11-24T12:34:56+")]
    [InlineData("2026-11-24T12:34:56+2")]
    [InlineData("2026-11-24T12:34:56+24:00")]
    [InlineData("2026-11-24T12:34:56+02:60")]
    [InlineData("2026-11-24T12:34:56+02:00x")]
    [InlineData("24.11.2026 12:34")]
    [InlineData("1764547200")]
    [InlineData("２０26-11-24T12:34:56Z")]
    public void Anything_else_is_malformed(string text) =>
        IsoTime.Parse(Encoding.UTF8.GetBytes(text), out _).Should().Be(IsoTime.Malformed);

    [Theory]
    [InlineData("1999-12-31T23:59:59.999Z")]
    [InlineData("2000-01-01T00:00:00+00:01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void Times_before_2000_are_too_early(string text) =>
        IsoTime.Parse(Encoding.UTF8.GetBytes(text), out _).Should().Be(IsoTime.TooEarly);

    [Fact]
    public void Every_time_that_dotnet_writes_is_read_back() =>
        Gen.DateTime[new DateTime(2000, 1, 2), new DateTime(9999, 12, 30)].Select(Gen.Int[-14 * 60, 14 * 60]).Sample((local, offset) =>
        {
            var written = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.FromMinutes(offset));
            var text = written.ToString("o", CultureInfo.InvariantCulture);
            return IsoTime.Parse(Encoding.UTF8.GetBytes(text), out var time) is null
                && time == new DateTime(written.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        });
}
