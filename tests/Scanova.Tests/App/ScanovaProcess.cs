using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Scanova.Tests.App;

/// <summary>The service as a process of its own, to be killed, frozen and stopped by its id. What it writes is kept.</summary>
public sealed partial class ScanovaProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScanovaProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Where it listens; known once it does.</summary>
    public Uri Address => _listening.Task.Result;

    /// <summary>Both streams, as written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts it and returns at once. Settings are environment variables; the URL is a free port unless set.</summary>
    public static ScanovaProcess Launch(string workingDirectory, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Scanova.Server.dll")])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var launched = new ScanovaProcess(new Process { StartInfo = start });
        launched._process.OutputDataReceived += launched.Keep;
        launched._process.ErrorDataReceived += launched.Keep;
        launched._process.Start();
        launched._process.BeginOutputReadLine();
        launched._process.BeginErrorReadLine();
        return launched;
    }

    /// <summary>Starts it and waits until it is ready for requests.</summary>
    public static async Task<ScanovaProcess> Start(string workingDirectory, IReadOnlyDictionary<string, string>? settings = null)
    {
        var process = Launch(workingDirectory, settings);
        await process.Ready();
        return process;
    }

    /// <exception cref="InvalidOperationException">It ended instead, or was not ready in time.</exception>
    public async Task Ready()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new HttpClient();
        var exit = _process.WaitForExitAsync(patience.Token);
        await Task.WhenAny(_listening.Task, exit);
        while (!_process.HasExited && !patience.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/health/ready"), patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not yet, or no longer: the loop's condition tells.
            }

            await Task.WhenAny(exit, Task.Delay(20, patience.Token));
        }

        throw new InvalidOperationException($"The service did not get ready.{Environment.NewLine}{Output}");
    }

    /// <summary>Asks it to stop and waits for its exit code.</summary>
    public async Task<int> Terminate()
    {
        await Signal("TERM");
        return await Exited();
    }

    public async Task Kill()
    {
        await Signal("KILL");
        await Exited();
    }

    public Task Freeze() => Signal("STOP");

    public Task Resume() => Signal("CONT");

    /// <returns>The exit code; all output has been read by then.</returns>
    public async Task<int> Exited()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is not { } line) return;
        lock (_output) _output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"listening on: [\\""]*(http://[^\s""\\]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Listening();
}
