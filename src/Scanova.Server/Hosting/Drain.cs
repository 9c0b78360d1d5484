namespace Scanova.Server.Hosting;

/// <summary>
/// A stop begins with a pause in which the silo is unready and answers as before: balancers need a moment to notice, and a
/// connection that was closed under a request on its way would leave its client without an answer. Each answer of the pause
/// ends its connection.
/// </summary>
internal sealed class Drain(ScanovaOptions options, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Before anything is stopped, HTTP included.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        options.Drain > TimeSpan.Zero ? Task.Delay(options.Drain, time, cancellationToken) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class Draining
{
    /// <summary>To be used first. Only HTTP/1 has a header for it; later versions tell it by themselves when the server stops.</summary>
    public static void UseDraining(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((http, next) =>
        {
            if (stopping.IsCancellationRequested && HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.Headers.Connection = "close";
            return next(http);
        });
    }
}
