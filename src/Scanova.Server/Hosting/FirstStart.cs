using Scanova.Server.Admin;
using Scanova.Sites;

namespace Scanova.Server.Hosting;

/// <summary>
/// The embedded profile's first start makes an admin key and a demo site with its key, tells them once and keeps them. The
/// file is written first and the site follows from it, so a start that broke off in between is healed by the next one.
/// </summary>
internal sealed class FirstStart(ScanovaOptions options, AdminKey adminKey, ISiteStore sites, TimeProvider time) : IHostedService
{
    private const string DemoSite = "demo";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kept = KeptCredentials.Read(options.DataPath);
        var credentials = kept ?? new KeptCredentials(null, DemoSite, Secret.New("sk_"));
        if (options.AdminKey is null && credentials.AdminKey is null) credentials = credentials with { AdminKey = Secret.New("ak_") };
        if (options.Demo && credentials.DemoQrid is null) credentials = credentials with { DemoQrid = ShortCode.NewQrid() };
        if (credentials != kept) credentials.Write(options.DataPath);

        adminKey.Use(options.AdminKey ?? credentials.AdminKey!);
        await MakeDemoSite(credentials, cancellationToken);
        Tell(credentials, kept);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MakeDemoSite(KeptCredentials credentials, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await sites.Create(new Site { SiteId = credentials.SiteId, Name = "Demo", AllowedDomains = ["*"], CreatedAt = now }, cancellation);
        await sites.AddKey(new ApiKey(Guid.NewGuid(), credentials.SiteId, "Demo", Secret.Hash(credentials.ApiKey), now, null, null), cancellation);
    }

    /// <summary>What this start made, on the console and not in the log: logs are shipped and kept.</summary>
    private void Tell(KeptCredentials credentials, KeptCredentials? before)
    {
        List<string> made = [];
        if (credentials.AdminKey != before?.AdminKey) made.Add($"X-Admin-Key  {credentials.AdminKey}");
        if (before is null) made.AddRange([$"site_id      {credentials.SiteId}", $"X-API-Key    {credentials.ApiKey}"]);
        if (made.Count == 0) return;

        Console.Out.WriteLine(
            $"""

            Scanova made these at this start. They are shown this once:
              {string.Join(Environment.NewLine + "  ", made)}
              kept in      {KeptCredentials.PathIn(options.DataPath)}

            """);
    }
}
