using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scanova.Storage;
using Scanova.Tests.App;

namespace Scanova.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task A_started_silo_is_live_and_ready()
    {
        await using var app = await ScanovaApp.Start();

        (await app.Client.GetStringAsync("/health/live")).Should().Be("""{"status":"live"}""");
        (await app.Client.GetStringAsync("/health/ready")).Should().Be("""{"status":"ready"}""");
    }

    [Fact]
    public async Task A_silo_whose_store_went_away_is_live_and_not_ready()
    {
        await using var app = await ScanovaApp.Start();
        await app.Services.GetRequiredService<IStore>().Stop(default);

        using var ready = await app.Client.GetAsync("/health/ready");
        using var live = await app.Client.GetAsync("/health/live");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        ready.Headers.RetryAfter!.Delta.Should().BePositive();
        (await ready.Content.ReadAsStringAsync()).Should().Be("""{"detail":"the store does not answer"}""");
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stopping_silo_says_so_before_it_closes_its_doors()
    {
        await using var app = await ScanovaApp.Start();
        var answer = "";
        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            using var ready = app.Client.GetAsync("/health/ready").GetAwaiter().GetResult();
            answer = ready.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        });

        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        answer.Should().Be("""{"detail":"the silo is stopping"}""");
    }
}
