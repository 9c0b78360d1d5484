using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Scanova.Server.Telemetry;

/// <summary>Writes log lines to the console many at a time, so that a request's line costs its caller no system call.</summary>
internal sealed class ConsoleLines(ITextFormatter formatter, TextWriter console) : IBatchedLogEventSink
{
    private readonly StringBuilder _text = new(64 * 1024);

    public async Task EmitBatchAsync(IReadOnlyCollection<LogEvent> batch)
    {
        _text.Clear();
        await using (var lines = new StringWriter(_text, CultureInfo.InvariantCulture))
        {
            foreach (var line in batch) formatter.Format(line, lines);
        }

        await console.WriteAsync(_text);
        await console.FlushAsync();
    }

    public Task OnEmptyBatchAsync() => Task.CompletedTask;
}
