using Npgsql;
using Scanova.Log;
using Scanova.Storage.GroupCommit;

namespace Scanova.Storage.Postgres;

/// <summary>The process's use of PostgreSQL, from the first connection to the last append.</summary>
internal sealed class PostgresStore(PostgresSources sources, AppendLanes lanes) : IStore
{
    private static readonly Version Oldest = new(15, 0);
    private bool _isRunning;

    public async Task Start(CancellationToken cancellation)
    {
        try
        {
            await RefuseOldServer(cancellation);
            await PostgresMigrations.Run(sources.Migration, cancellation);
        }
        catch (Exception e) when (e is not (StoreStartException or OperationCanceledException))
        {
            throw new StoreStartException($"PostgreSQL at {Address()} can't be used ({PostgresErrors.Kind(e)}). {Advice(e)}");
        }

        lanes.Start(TaskScheduler.Default);
        _isRunning = true;
    }

    public async Task Stop(CancellationToken cancellation)
    {
        _isRunning = false;
        await lanes.Stop(cancellation);
    }

    public async Task<bool> Answers(CancellationToken cancellation)
    {
        if (!_isRunning) return false;
        try
        {
            // A standby answers, but stores nothing.
            var isStandby = await sources.Log.Query("SELECT pg_is_in_recovery()", row => row.GetBoolean(0), cancellation);
            return !isStandby[0];
        }
        catch (Exception e) when (e is LogUnavailableException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task RefuseOldServer(CancellationToken cancellation)
    {
        await using var connection = await sources.Migration.OpenConnectionAsync(cancellation);
        if (connection.PostgreSqlVersion >= Oldest) return;
        throw new StoreStartException($"PostgreSQL at {Address()} is version {connection.ServerVersion}; {Oldest.Major} or later is needed.");
    }

    private string Address()
    {
        var options = new NpgsqlConnectionStringBuilder(sources.Migration.ConnectionString);
        return $"{options.Host}:{options.Port}, database {options.Database ?? options.Username}";
    }

    private static string Advice(Exception e) => e is not PostgresException { SqlState: { } state }
        ? "Is it running, and is ConnectionStrings__Scanova right?"
        : state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "User or password in ConnectionStrings__Scanova are refused.",
            PostgresErrorCodes.InvalidCatalogName => "The database does not exist: create it first.",
            PostgresErrorCodes.InsufficientPrivilege => "The user may not create tables in it.",
            PostgresErrorCodes.TooManyConnections => "It has no connection left: raise max_connections.",
            _ => "The SQLSTATE is explained in appendix A of PostgreSQL's manual.",
        };
}
