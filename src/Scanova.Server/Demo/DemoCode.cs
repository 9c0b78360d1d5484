using Scanova.Server.Admin;
using Scanova.Server.Hosting;
using Scanova.Sites;

namespace Scanova.Server.Demo;

/// <summary>
/// The printed code that leads into the demo shop. It is made, or corrected when the service has moved, once HTTP listens:
/// only then is its destination known.
/// </summary>
internal sealed class DemoCode(DemoSite demo, ScanovaOptions options, IQrCodeStore store, TimeProvider time) : IHostedLifecycleService
{
    private const string Landing = "/demo/";

    private const string ByPhone =
        "  by phone     start with ASPNETCORE_URLS=http://0.0.0.0:5080 and Scanova__PublicUrl=http://<this machine's address>:5080\n";

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var destination = demo.PublicBase + Landing;
        var code = await store.Find(demo.SiteId, demo.Qrid, cancellationToken);
        if (code is null) code = await Make(destination, cancellationToken);
        // A destination that an operator chose is left alone.
        else if (code.DestinationUrl != destination && code.DestinationUrl.EndsWith(Landing, StringComparison.Ordinal))
        {
            await store.Update(demo.SiteId, demo.Qrid, new QrCodeChange { DestinationUrl = destination }, cancellationToken);
        }

        Tell(code);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<QrCode> Make(string destination, CancellationToken cancellation)
    {
        var code = new QrCode(demo.Qrid, "", demo.SiteId, "Demo shop", destination, ["demo"], Active: true, time.GetUtcNow().UtcDateTime);
        do
        {
            code = code with { Code = ShortCode.New() };
        }
        while (!await store.Create(code, cancellation));

        return code;
    }

    /// <summary>On the console, below the credentials of a first start.</summary>
    private void Tell(QrCode code) => Console.Out.WriteLine(
        $"""

        Demo shop: scan or open {demo.PublicBase}/s/{code.Code}
          its picture  {demo.PublicBase}/admin/sites/{code.SiteId}/qr-codes/{code.Qrid}/image.png (with the X-Admin-Key)
        {(options.PublicUrl is null ? ByPhone : "")}
        """);
}
