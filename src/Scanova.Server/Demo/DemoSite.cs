namespace Scanova.Server.Demo;

/// <summary>The site the demo shop belongs to, and where the service itself is reached.</summary>
/// <param name="BaseAddress">With a slash at its end.</param>
internal sealed record DemoSite(string SiteId, string ApiKey, Uri BaseAddress);
