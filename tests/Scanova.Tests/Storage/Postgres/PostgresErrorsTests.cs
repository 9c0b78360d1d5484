using System.Net.Sockets;
using Npgsql;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

public class PostgresErrorsTests
{
    public static TheoryData<Exception> Outages =>
    [
        new SocketException(), new IOException(), new EndOfStreamException(), new TimeoutException(), new ObjectDisposedException("connection"),
        new NpgsqlException("Exception while reading", new TimeoutException()), Error("57P01"), Error("08006"), Error("XX000"), Error("53300"), Error("40001"),
    ];

    [Theory]
    [MemberData(nameof(Outages))]
    public void No_content_is_blamed_for_an_outage(Exception e) => PostgresErrors.IsAboutContent(e).Should().BeFalse();

    [Theory]
    [InlineData("22P05")]
    [InlineData("23502")]
    [InlineData("54000")]
    public void What_the_server_refuses_is_about_content(string state) => PostgresErrors.IsAboutContent(Error(state)).Should().BeTrue();

    [Fact]
    public void What_could_not_be_sent_is_about_content() => PostgresErrors.IsAboutContent(new InvalidCastException()).Should().BeTrue();

    private static PostgresException Error(string state) => new("message", "ERROR", "ERROR", state);
}
