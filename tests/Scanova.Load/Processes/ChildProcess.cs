using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Scanova.Load.Processes;

/// <summary>A process of the benchmark: its output goes to a file, and it never outlives the driver.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    /// <summary>For a process that on SIGTERM would wait for its clients, as PostgreSQL does.</summary>
    public const int SigInt = 2;

    private const int SigTerm = 15;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _logFile;
    private readonly int _stopSignal;

    private ChildProcess(Process process, string logFile, int stopSignal)
    {
        _process = process;
        _logFile = logFile;
        _stopSignal = stopSignal;
        AppDomain.CurrentDomain.ProcessExit += KillNow;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What the process wrote: to be shown when something went wrong.</summary>
    public string Output => File.Exists(_logFile) ? File.ReadAllText(_logFile) : "";

    /// <summary>Starts <paramref name="command"/> (program and arguments) with these variables beside the driver's own.</summary>
    public static ChildProcess Start(string logFile, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> command, int stopSignal = SigTerm)
    {
        // The shell sends the output straight to the file, so that reading it costs the driver nothing, and then becomes the command.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$0; exec \"$@\" >\"$log\" 2>&1", logFile, .. command]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!, logFile, stopSignal);
    }

    /// <summary>Waits for the process to end by itself.</summary>
    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Asks the process to stop and waits until it has; kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _ = Signal(_process.Id, _stopSignal);
        using (var deadline = new CancellationTokenSource(StopDeadline))
        {
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                KillNow(this, EventArgs.Empty);
            }
        }

        AppDomain.CurrentDomain.ProcessExit -= KillNow;
        _process.Dispose();
    }

    private void KillNow(object? sender, EventArgs e)
    {
        if (!_process.HasExited) _process.Kill();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
