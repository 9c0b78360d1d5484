using Npgsql;

namespace Scanova.Tests.Storage;

public sealed class PostgresServerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_was_stopped_comes_back_with_what_was_committed(bool immediate)
    {
        await using var server = await PostgresServer.Create();
        await using var source = NpgsqlDataSource.Create(await server.CreateDatabase());
        await using (var create = source.CreateCommand("CREATE TABLE kept AS SELECT 1 AS one")) await create.ExecuteNonQueryAsync();

        await server.Stop(immediate);
        source.Clear();
        await server.Start();

        await using var read = source.CreateCommand("SELECT one FROM kept");
        (await read.ExecuteScalarAsync()).Should().Be(1);
    }
}
