using Microsoft.Extensions.Logging;
using Npgsql;
using Scanova.Log;
using Scanova.Storage.GroupCommit;

namespace Scanova.Storage.Postgres;

/// <summary>This process's use of PostgreSQL, from the first connection to the last append.</summary>
internal sealed class PostgresStore : IStore, IAsyncDisposable
{
    private static readonly Version Oldest = new(15, 0);

    private readonly PostgresSources _sources;
    private readonly PostgresAppendStore _appends;
    private bool _isRunning;

    public PostgresStore(PostgresSources sources, TimeProvider clock, ILogger<PostgresStore> logger)
    {
        _sources = sources;
        _appends = new PostgresAppendStore(sources.Log, clock, logger);
        Lanes = new AppendLanes(_appends, new AppendLanesOptions { Lanes = 2, BatchRows = 500, Crowd = 250 }, logger);
    }

    public AppendLanes Lanes { get; }

    public async Task Start(CancellationToken cancellation)
    {
        try
        {
            await using var source = _sources.ForMigration();
            await RefuseUnfit(source, cancellation);
            await PostgresMigrations.Run(source, cancellation);
        }
        catch (Exception e) when (e is not (StoreStartException or OperationCanceledException))
        {
            throw new StoreStartException($"PostgreSQL at {Address()} can't be used ({PostgresErrors.Kind(e)}). {Advice(e)}");
        }

        Lanes.Start(TaskScheduler.Default);
        _isRunning = true;
    }

    public async Task Stop(CancellationToken cancellation)
    {
        _isRunning = false;
        await Lanes.Stop(cancellation);
        await DisposeAsync();
    }

    public async Task<bool> Answers(CancellationToken cancellation)
    {
        if (!_isRunning) return false;
        try
        {
            // A standby answers, but stores nothing.
            var isStandby = await _sources.Health.Query("SELECT pg_is_in_recovery()", row => row.GetBoolean(0), cancellation);
            return !isStandby[0];
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        Lanes.Dispose();
        return _appends.DisposeAsync();
    }

    private async Task RefuseUnfit(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        if (connection.PostgreSqlVersion < Oldest)
        {
            throw new StoreStartException($"PostgreSQL at {Address()} is version {connection.ServerVersion}; {Oldest.Major} or later is needed.");
        }

        var encoding = connection.PostgresParameters["server_encoding"];
        if (encoding == "UTF8") return;
        throw new StoreStartException($"PostgreSQL at {Address()} has the encoding {encoding}; UTF8 is needed: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.");
    }

    private string Address()
    {
        var options = new NpgsqlConnectionStringBuilder(_sources.Log.ConnectionString);
        return $"{options.Host}:{options.Port}, database {options.Database ?? options.Username}";
    }

    private static string Advice(Exception e) => e is not PostgresException { SqlState: var state }
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
