namespace Scanova.Server.Telemetry;

/// <summary>The site a request turned out to concern, for its line in the log.</summary>
internal static class RequestSite
{
    private static readonly object Key = new();

    /// <summary>To be called once the site is known to exist: what a stranger merely claims has no place in the log.</summary>
    public static void NoteSite(this HttpContext context, string siteId) => context.Items[Key] = siteId;

    public static string? NotedSite(this HttpContext context) => context.Items.TryGetValue(Key, out var site) ? (string?)site : null;
}
