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
        if (credentials != kept) credentials.Write(options.DataPath);

        adminKey.Use(options.AdminKey ?? credentials.AdminKey!);
        await MakeDemoSite(credentials, cancellationToken);
        if (credentials != kept) Tell(credentials);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MakeDemoSite(KeptCredentials credentials, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await sites.Create(new Site { SiteId = credentials.SiteId, Name = "Demo", AllowedDomains = ["*"], CreatedAt = now }, cancellation);
        await sites.AddKey(new ApiKey(Guid.NewGuid(), credentials.SiteId, "Demo", Secret.Hash(credentials.ApiKey), now, null, null), cancellation);
    }

    /// <summary>On the console, not in the log: logs are shipped and kept.</summary>
    private void Tell(KeptCredentials credentials) => Console.Out.WriteLine(
        $"""

        Scanova made these on its first start. They are shown this once:
          X-Admin-Key  {(options.AdminKey is null ? credentials.AdminKey : "(as set by Scanova__AdminKey)")}
          site_id      {credentials.SiteId}
          X-API-Key    {credentials.ApiKey}
          kept in      {KeptCredentials.PathIn(options.DataPath)}

        """);
}
