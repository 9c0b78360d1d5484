using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Scanova.Tests.Storage;

/// <summary>
/// A throwaway PostgreSQL server in a temporary folder, on a free port of the loopback: the installed binaries, no container.
/// Its durability settings are the defaults, so it can be crashed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartShared);

    private readonly string _binaries;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"scanova-pg-{Guid.NewGuid():N}");
    private int _databases;

    private PostgresServer(string binaries) => _binaries = binaries;

    public int Port { get; private set; }

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>The server that tests share, each with a database of its own; it goes with the test process.</summary>
    public static Task<PostgresServer> Shared => SharedServer.Value;

    /// <summary>A server of one's own, for tests that stop or crash it.</summary>
    public static async Task<PostgresServer> Create()
    {
        var server = new PostgresServer(FindBinaries());
        try
        {
            await server.Initialize();
            await server.Start();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Comes up on the same port and data as before.</summary>
    public async Task Start()
    {
        if (Port == 0) Port = FreePort();
        var options = string.Create(CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300");
        await Run("pg_ctl", "start", "-w", "-t", "60", "-D", DataFolder, "-l", Path.Combine(_folder, "log"), "-o", options);
    }

    /// <param name="immediate">As a crash would: connections are cut, nothing is flushed, the next start recovers.</param>
    public Task Stop(bool immediate) =>
        Run("pg_ctl", "stop", "-w", "-t", "60", "-D", DataFolder, "-m", immediate ? "immediate" : "fast");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(DataFolder, "postmaster.pid"))) await Stop(immediate: true);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PostgresServer> StartShared()
    {
        var server = await Create();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        return server;
    }

    private static string FindBinaries()
    {
        var inPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return inPath.Concat(debian).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")))
            ?? throw new InvalidOperationException("These tests need PostgreSQL's initdb and pg_ctl: install postgresql (15 or later), or put them in the PATH.");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "postgres", Database = database }.ConnectionString;

    private async Task Initialize()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess) await Execute("/usr/bin/chown", ["postgres", _folder]);
        await Run("initdb", "-D", DataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
    }

    /// <summary>PostgreSQL refuses to run as root: then its own user runs it.</summary>
    private Task Run(string tool, params string[] arguments)
    {
        var path = Path.Combine(_binaries, tool);
        return Environment.IsPrivilegedProcess
            ? Execute("/usr/sbin/runuser", ["-u", "postgres", "--", path, .. arguments])
            : Execute(path, arguments);
    }

    private async Task Execute(string program, IEnumerable<string> arguments)
    {
        // No redirected output: the server would inherit the pipe and keep it open for as long as it runs.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", _folder + ".out", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        var output = await File.ReadAllTextAsync(_folder + ".out");
        File.Delete(_folder + ".out");
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
