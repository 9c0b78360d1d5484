using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scanova.Server.Hosting;

namespace Scanova.Tests.Deployment;

public sealed class HealthCheckTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task It_passes_on_what_the_server_says(int status, int exitCode)
    {
        await using var server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/health/ready", () => Results.StatusCode(status));
        await server.StartAsync();

        (await HealthCheck.Ask("/health/ready", $"https://+:1;http://0.0.0.0:{new Uri(server.Urls.Single()).Port}")).Should().Be(exitCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unhealthy() =>
        (await HealthCheck.Ask("/health/ready", "http://127.0.0.1:1")).Should().Be(1);
}
