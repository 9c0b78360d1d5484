using System.Net;
using Npgsql;

namespace Scanova.Server.Hosting;

/// <summary>The service's settings (contract section 12), read once at start.</summary>
public sealed record ScanovaOptions
{
    /// <summary>Folder of the embedded store; a relative one counts from the shell's current directory.</summary>
    public string DataPath { get; init; } = "./data";

    /// <summary>Null: generated on the first start, embedded only.</summary>
    public string? AdminKey { get; init; }

    /// <summary>Base of scan URLs, without a slash at its end; null: the request's own.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>PostgreSQL for events, grain state and membership; null: the embedded store.</summary>
    public string? PostgresConnection { get; init; }

    /// <summary>Whether the demo shop is served; embedded only, for it needs the demo site.</summary>
    public bool Demo { get; init; }

    /// <summary>An MMDB file; null: events have no location.</summary>
    public string? GeoDatabase { get; init; }

    /// <summary>Peers whose forwarded headers count.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long a stopping silo is unready and goes on answering, so that balancers notice before it closes its door.</summary>
    public TimeSpan Drain { get; init; }

    /// <summary>How long a stop may take after that before what still runs is abandoned.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Log lines as JSON instead of text.</summary>
    public bool LogJson { get; init; }

    /// <summary>Base address of an OpenTelemetry collector; null: nothing is gathered for one.</summary>
    public string? OtlpEndpoint { get; init; }

    public ClusterOptions Cluster { get; init; } = new();
    public RateLimitOptions RateLimits { get; init; } = new();

    public bool IsEmbedded => PostgresConnection is null;

    /// <summary>Where others reach the service, without a slash at its end: as set, else where the request came to.</summary>
    public string PublicBase(HttpRequest request) => PublicUrl ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <exception cref="SettingsException">A value breaks its rule; every problem is named.</exception>
    public static ScanovaOptions Read(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        var isCluster = settings.Text("ConnectionStrings:Scanova") is not null;
        var options = new ScanovaOptions
        {
            DataPath = Path.GetFullPath(settings.Text("Scanova:DataPath") ?? "./data"),
            AdminKey = settings.Parsed("Scanova:AdminKey", VisibleAscii, "must be 1 to 256 visible ASCII characters: it is sent as a header"),
            PublicUrl = settings.Parsed("Scanova:PublicUrl", BaseUrl, "must be an absolute http or https URL without query and fragment"),
            PostgresConnection = settings.Parsed("ConnectionStrings:Scanova", Postgres, "is no PostgreSQL connection string such as Host=db;Database=scanova;Username=scanova;Password=…"),
            GeoDatabase = settings.Parsed("Scanova:GeoDatabase", path => File.Exists(path) ? path : null, "names a file that is not there or can't be read"),
            TrustedProxies = settings.List("Scanova:TrustedProxies", Network, "must list IP addresses or CIDR ranges, separated by commas"),
            Drain = settings.Seconds("Scanova:DrainSeconds", isCluster ? 5 : 0, 0, 600),
            ShutdownTimeout = settings.Seconds("Scanova:ShutdownTimeoutSeconds", 30, 1, 3600),
            Demo = settings.Flag("Scanova:Demo", !isCluster),
            LogJson = settings.Flag("Scanova:Logs:Json", false),
            OtlpEndpoint = settings.Parsed("OTEL_EXPORTER_OTLP_ENDPOINT", BaseUrl, "must be an absolute http or https URL without query and fragment"),
            Cluster = ClusterOptions.Read(settings),
            RateLimits = RateLimitOptions.Read(settings),
        };

        if (!options.IsEmbedded && settings.Text("Scanova:AdminKey") is null)
        {
            settings.Refuse("Scanova:AdminKey", "is required with PostgreSQL: set it to a long random secret, the same for every silo");
        }

        if (!options.IsEmbedded && options.Demo)
        {
            settings.Refuse("Scanova:Demo", "can't be on with PostgreSQL: there is no demo site");
        }

        settings.ThrowIfRefused();
        return options;
    }

    private static string? VisibleAscii(string text) =>
        text.Length <= 256 && text.All(c => c is > ' ' and <= '~') ? text : null;

    private static string? BaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? text.TrimEnd('/')
            : null;

    private static string? Postgres(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 } ? text : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
