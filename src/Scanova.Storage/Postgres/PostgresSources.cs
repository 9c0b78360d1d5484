using Npgsql;

namespace Scanova.Storage.Postgres;

/// <summary>
/// This process's connections, in small pools that cannot starve one another: a burst of reports must not keep an append
/// waiting, nor either of them a silo from telling the cluster that it is alive.
/// </summary>
public sealed class PostgresSources : IAsyncDisposable
{
    /// <summary>Readings of a whole site at once.</summary>
    internal const int MostReports = 4;

    /// <summary>
    /// What the log asks is written for its indexes. Left to choose, the planner would scan a table that is empty when the
    /// statement is prepared, and keep to that plan while the table grows. The memory is more than the largest batch needs: what
    /// an append sends waits for its verdict in there, and a body that consent forbids must not spill into a file.
    /// </summary>
    private static readonly string[] PinnedSettings =
    [
        "enable_seqscan=off", "enable_bitmapscan=off", "enable_indexonlyscan=off", "enable_hashjoin=off", "enable_mergejoin=off",
        "plan_cache_mode=force_generic_plan", "jit=off", "work_mem=256MB", "synchronous_commit=on", "default_transaction_isolation=read\\ committed",
    ];

    private readonly string _connectionString;

    /// <param name="connectionString">Npgsql's; what it says about pools, timeouts and error detail is replaced.</param>
    public PostgresSources(string connectionString)
    {
        _connectionString = connectionString;
        Log = Create(connectionString, "log", 6, PinPlans);
        Lookups = Create(connectionString, "lookups", 4, PinPlans);
        Reads = Create(connectionString, "reads", 6, o => o.MaxAutoPrepare = 50);
        Reports = Create(connectionString, "reports", MostReports, TakeTime);
        Cluster = Create(connectionString, "cluster", 3, _ => { });
        Health = Create(connectionString, "health", 1, _ => { });
    }

    /// <summary>Appends, and the heads and loads of streams.</summary>
    public NpgsqlDataSource Log { get; }

    /// <summary>Lookups of stored events.</summary>
    public NpgsqlDataSource Lookups { get; }

    /// <summary>Sites, QR codes and grain snapshots: plans as the planner sees fit.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <summary>Reports, which may take their time. Whoever wants more than <see cref="MostReports"/> waits before asking.</summary>
    internal NpgsqlDataSource Reports { get; }

    /// <summary>Cluster membership, alone.</summary>
    public NpgsqlDataSource Cluster { get; }

    /// <summary>Whether the database answers, asked beside all work: a busy pool is no database that is away.</summary>
    internal NpgsqlDataSource Health { get; }

    /// <summary>For schema changes, which may take their time; the caller's to dispose.</summary>
    internal NpgsqlDataSource ForMigration() => Create(_connectionString, "migration", 2, o => o.CommandTimeout = 0);

    /// <summary>Every pool that a running process holds.</summary>
    internal IReadOnlyList<NpgsqlDataSource> Pools => [Log, Lookups, Reads, Reports, Cluster, Health];

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in Pools) await pool.DisposeAsync();
    }

    private static void PinPlans(NpgsqlConnectionStringBuilder options)
    {
        options.Options = string.Join(' ', PinnedSettings.Select(setting => $"-c {setting}").Prepend(options.Options));
        options.NoResetOnClose = true;
        options.MaxAutoPrepare = 20;
        options.AutoPrepareMinUsages = 2;
        options.WriteBufferSize = 64 * 1024;
    }

    /// <summary>Two minutes without a word are too long, a long answer is not, whatever the server's own setting says.</summary>
    private static void TakeTime(NpgsqlConnectionStringBuilder options)
    {
        options.CommandTimeout = 120;
        options.Options = $"-c statement_timeout=0 {options.Options}";
    }

    private static NpgsqlDataSource Create(string connectionString, string purpose, int connections, Action<NpgsqlConnectionStringBuilder> configure)
    {
        var options = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = $"scanova {purpose}",
            MaxPoolSize = connections,
            Timeout = 3,
            CommandTimeout = 5,
            CancellationTimeout = 500,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 5,
            // An error's detail quotes the row it is about.
            IncludeErrorDetail = false,
        };
        configure(options);
        return NpgsqlDataSource.Create(options);
    }
}
