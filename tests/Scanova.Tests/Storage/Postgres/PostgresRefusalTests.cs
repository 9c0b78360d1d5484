using Scanova.Log;

namespace Scanova.Tests.Storage.Postgres;

public sealed class PostgresRefusalTests(PostgresStorageFixture storage) : IClassFixture<PostgresStorageFixture>
{
    [Theory]
    [InlineData("marker\0", null, "22021")]
    [InlineData(null, "{\"marker\":", "22P02")]
    public async Task A_value_the_server_refuses_is_told_by_its_SQLSTATE_and_not_repeated(string? title, string? metadata, string state)
    {
        var stream = Some.Session();

        var append = () => storage.Log.Append(
            Some.Append(stream, 0, Some.Event(stream) with { PageTitle = title, Metadata = metadata }), CancellationToken.None);

        (await append.Should().ThrowAsync<LogUnavailableException>()).Which.ToString().Should().Contain(state).And.NotContain("marker");
        (await storage.Log.HeadVersion(stream, CancellationToken.None)).Should().Be(0);
    }
}
