using System.Globalization;
using Scanova.Server.Hosting;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Extensions.Logging;
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
        // Its scope would put the path, with whatever a stranger typed into it, on every line of a request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddSingleton(services => Create(options, services.GetServices<ILogEventSink>()));
        builder.Services.AddSingleton<ILoggerProvider>(services => new SerilogLoggerProvider(services.GetRequiredService<Logger>()));
    }

    private static Logger Create(ScanovaOptions options, IEnumerable<ILogEventSink> further)
    {
        ITextFormatter formatter = options.LogJson
            ? new RenderedCompactJsonFormatter()
            : new MessageTemplateTextFormatter(Line, CultureInfo.InvariantCulture);

        var configuration = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Filter.ByExcluding(Noise.Is)
            .WriteTo.Sink(new ConsoleLines(formatter, Console.Out), Batching);
        foreach (var sink in further) configuration.WriteTo.Sink(sink);
        return configuration.CreateLogger();
    }
}
