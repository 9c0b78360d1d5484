using Scanova.Server.Hosting;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace Scanova.Server.Telemetry;

/// <summary>Serilog behind Microsoft's logging, so that levels are set the usual way: <c>Logging__LogLevel__Scanova=Debug</c>.</summary>
internal static class Logging
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    private static readonly BatchingOptions Batching = new()
    {
        BatchSizeLimit = 1_000,
        BufferingTimeLimit = TimeSpan.FromMilliseconds(50),
        QueueLimit = 100_000,
    };

    public static void AddScanovaLogging(this WebApplicationBuilder builder, ScanovaOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(services => Create(options, services.GetServices<ILogEventSink>()));
        builder.Services.AddSingleton<ILoggerProvider>(services => new Serilog.Extensions.Logging.SerilogLoggerProvider(services.GetRequiredService<Logger>()));
    }

    private static Logger Create(ScanovaOptions options, IEnumerable<ILogEventSink> further)
    {
        ITextFormatter formatter = options.LogJson
            ? new RenderedCompactJsonFormatter()
            : new MessageTemplateTextFormatter(Line, System.Globalization.CultureInfo.InvariantCulture);

        var configuration = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Filter.ByExcluding(IsStartFailure)
            .WriteTo.Sink(new ConsoleLines(formatter, Console.Out), Batching);
        foreach (var sink in further) configuration.WriteTo.Sink(sink);
        return configuration.CreateLogger();
    }

    /// <summary>The host logs a failed start with its stack trace; <see cref="StartFailure"/> tells it in one line instead.</summary>
    private static bool IsStartFailure(LogEvent line) =>
        line.Properties.TryGetValue("EventId", out var id) && id is StructureValue { Properties: var parts }
        && parts.Any(p => p is { Name: "Name", Value: ScalarValue { Value: "HostedServiceStartupFaulted" } });
}
