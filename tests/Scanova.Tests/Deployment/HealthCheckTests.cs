using System.Diagnostics;
using Scanova.Tests.App;

namespace Scanova.Tests.Deployment;

/// <summary>The checks of image, compose file and proxy, asked of the service itself.</summary>
public sealed class HealthCheckTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly DockerImage _image = new();

    [Fact]
    public async Task Every_check_asks_for_a_route_that_exists()
    {
        var proxys = new Uri(new ComposeFile().Proxy.HealthCheck[^1]);
        var proxy = new ProxyConfiguration();
        proxys.Port.Should().Be(proxy.ListensOn);

        foreach (var route in proxy.CheckedRoutes.Concat([_image.HealthCheck[^1], proxys.AbsolutePath]))
        {
            (await shared.App.Client.GetAsync(route)).IsSuccessStatusCode.Should().BeTrue(because: $"{route} is the service's");
        }
    }

    [Fact]
    public async Task The_images_check_passes_while_the_service_is_ready() =>
        (await Check($"https://+:1;http://0.0.0.0:{shared.App.Client.BaseAddress!.Port}", _image.HealthCheck)).Should().Be(0);

    [Fact]
    public async Task It_fails_on_an_answer_that_is_no_success() =>
        (await Check(shared.App.Client.BaseAddress!.ToString(), [.. _image.HealthCheck[..^1], "/health/nothing"])).Should().Be(1);

    [Fact]
    public async Task It_fails_when_nobody_answers() =>
        (await Check("http://127.0.0.1:1", _image.HealthCheck)).Should().Be(1);

    private static async Task<int> Check(string urls, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["ASPNETCORE_URLS"] = urls;
        using var check = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await check.WaitForExitAsync(patience.Token);
        return check.ExitCode;
    }
}
