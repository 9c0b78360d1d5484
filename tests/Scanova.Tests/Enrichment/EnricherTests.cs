using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Events;
using Scanova.Server.Enrichment;

namespace Scanova.Tests.Enrichment;

public class EnricherTests
{
    [Fact]
    public void What_the_event_states_of_its_device_goes_before_the_header()
    {
        var request = Request("curl/8.15.0");

        var (device, location) = Enrich(request, new StatedDevice(UserAgents.SafariOnPhone, "en-US", 390, 844));

        device.Should().Be(new Device("mobile", "Safari", "iOS", "en-US", 390, 844, IsBot: false));
        location.Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void The_header_counts_when_the_event_states_no_user_agent(string? stated) =>
        Enrich(Request(UserAgents.SafariOnPhone), new StatedDevice(stated, null, null, null)).Device!.Browser.Should().Be("Safari");

    [Fact]
    public void Hints_come_from_the_headers()
    {
        var request = Request(UserAgents.ChromeOnWindows);
        request.Request.Headers["Sec-CH-UA"] = "\"Microsoft Edge\";v=\"143\", \"Chromium\";v=\"143\"";
        request.Request.Headers["Sec-CH-UA-Mobile"] = "?1";
        request.Request.Headers["Sec-CH-UA-Platform"] = "\"Android\"";

        Enrich(request, default).Device.Should().Be(new Device("mobile", "Edge", "Android", null, null, null, IsBot: false));
    }

    [Theory]
    [InlineData(UserAgents.ChromeOnWindows, "tablet")]
    [InlineData(UserAgents.SafariOnPhone, "mobile")]
    public void Hints_count_for_the_user_agent_they_came_with_and_for_no_other(string stated, string type)
    {
        var request = Request(UserAgents.ChromeOnWindows);
        request.Request.Headers["Sec-CH-UA-Mobile"] = "?0";
        request.Request.Headers["Sec-CH-UA-Platform"] = "\"Android\"";

        Enrich(request, new StatedDevice(stated, null, null, null)).Device!.Type.Should().Be(type);
    }

    [Fact]
    public void A_request_without_any_header_still_has_a_device() =>
        Enrich(new DefaultHttpContext(), default).Device.Should().Be(new Device("other", null, null, null, null, null, IsBot: false));

    private static DefaultHttpContext Request(string userAgent)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.UserAgent = userAgent;
        http.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        return http;
    }

    private static (Device? Device, Location? Location) Enrich(HttpContext http, StatedDevice stated)
    {
        using var services = new ServiceCollection().AddEnrichment(geoDatabase: null).BuildServiceProvider();
        return services.GetRequiredService<IEnricher>().Enrich(http, stated);
    }
}
