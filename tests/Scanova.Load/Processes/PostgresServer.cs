using Npgsql;

namespace Scanova.Load.Processes;

/// <summary>
/// A PostgreSQL of the benchmark's own, made by initdb in a folder that is thrown away unless it is to be kept: default
/// settings, fsync on. It refuses to run as root, and then runs as the user postgres.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    private readonly DirectoryInfo _folder;
    private readonly ChildProcess _process;
    private readonly bool _isKept;
    private readonly int _port;

    private PostgresServer(DirectoryInfo folder, bool isKept, ChildProcess process, int port)
    {
        _folder = folder;
        _isKept = isKept;
        _process = process;
        _port = port;
    }

    public int ProcessId => _process.Id;

    /// <param name="settings">Changed settings, such as <c>max_wal_size=4GB</c>.</param>
    /// <param name="keptIn">A folder whose server, if it has one already, is started again; null for a throwaway one.</param>
    public static async Task<PostgresServer> Start(Workplace workplace, IEnumerable<string> settings, string? keptIn)
    {
        var folder = keptIn is null ? Directory.CreateTempSubdirectory("scanova-load-pg-") : Directory.CreateDirectory(Path.Combine(keptIn, "postgres"));
        var log = workplace.PathOf("postgres.log");
        var data = Path.Combine(folder.FullName, "data");
        if (Environment.IsPrivilegedProcess) await Run(log, ["chown", "postgres", folder.FullName]);
        if (!Directory.Exists(data)) await Run(log, AsServiceUser("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"));

        var port = FreePort.Take();
        List<string> options = ["listen_addresses=127.0.0.1", $"port={port}", $"unix_socket_directories={folder.FullName}", .. settings];
        var process = ChildProcess.Start(log, NoVariables, AsServiceUser("postgres", ["-D", data, .. options.SelectMany(o => new[] { "-c", o })]), ChildProcess.SigInt);
        var server = new PostgresServer(folder, keptIn is not null, process, port);
        await server.Ready();
        return server;
    }

    /// <summary>Makes an empty database, unless it is there, and says how to reach it.</summary>
    public async Task<string> CreateDatabase(string name)
    {
        await using var postgres = NpgsqlDataSource.Create(ConnectionStringOf("postgres"));
        await using var find = postgres.CreateCommand($"SELECT 1 FROM pg_database WHERE datname = '{name}'");
        await using var create = postgres.CreateCommand($"CREATE DATABASE {name}");
        if (await find.ExecuteScalarAsync() is null) await create.ExecuteNonQueryAsync();
        return ConnectionStringOf(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (!_isKept) _folder.Delete(recursive: true);
    }

    private static async Task Run(string log, List<string> command)
    {
        await using var process = ChildProcess.Start(log, NoVariables, command);
        if (await process.Exit() != 0) throw new InvalidOperationException($"{command[0]} failed:\n{process.Output}");
    }

    private static List<string> AsServiceUser(string program, params IReadOnlyList<string> arguments)
    {
        List<string> command = [Path.Combine(BinFolder(), program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;
    }

    /// <summary>The newest of Debian's folders; elsewhere the PATH knows.</summary>
    private static string BinFolder()
    {
        const string installed = "/usr/lib/postgresql";
        if (!Directory.Exists(installed)) return "";
        var newest = Directory.EnumerateDirectories(installed).MaxBy(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0);
        return newest is null ? "" : Path.Combine(newest, "bin");
    }

    private string ConnectionStringOf(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    private async Task Ready()
    {
        await using var postgres = NpgsqlDataSource.Create(ConnectionStringOf("postgres") + ";Pooling=false");
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                await using var connection = await postgres.OpenConnectionAsync();
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited)
            {
                await ticks.WaitForNextTickAsync();
            }
        }
    }
}
