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
        (await app.Client.GetStringAsync("/health/serving")).Should().Be("""{"status":"serving"}""");
        (await app.Client.GetStringAsync("/health/ready")).Should().Be("""{"status":"ready"}""");
    }

    [Fact]
    public async Task A_silo_whose_store_went_away_is_live_and_serves_and_is_not_ready()
    {
        await using var app = await ScanovaApp.Start();
        await app.Services.GetRequiredService<IStore>().Stop(default);

        using var ready = await app.Client.GetAsync("/health/ready");
        using var live = await app.Client.GetAsync("/health/live");
        using var serving = await app.Client.GetAsync("/health/serving");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        ready.Headers.RetryAfter!.Delta.Should().BePositive();
        (await ready.Content.ReadAsStringAsync()).Should().Be("""{"detail":"the store does not answer"}""");
        live.StatusCode.Should().Be(HttpStatusCode.OK);
        serving.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stopping_silo_says_so_before_it_closes_its_doors()
    {
        await using var app = await ScanovaApp.Start();
        var answers = new List<string>();
        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            foreach (var route in new[] { "/health/ready", "/health/serving" })
            {
                using var health = app.Client.GetAsync(route).GetAwaiter().GetResult();
                answers.Add(health.Content.ReadAsStringAsync().GetAwaiter().GetResult());
            }
        });

        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        answers.Should().Equal("""{"detail":"the silo is stopping"}""", """{"detail":"the silo is stopping"}""");
    }
}
