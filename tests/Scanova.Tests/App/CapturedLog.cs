using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Scanova.Tests.App;

/// <summary>Every log line of an app with all its properties, so that a test can search them for what must not be there.</summary>
public sealed class CapturedLog : ILogEventSink
{
    private static readonly RenderedCompactJsonFormatter Formatter = new();
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public string Text => string.Concat(_lines);

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, line);
        _lines.Enqueue(line.ToString());
    }
}
