using System.Net;
using Microsoft.Extensions.Configuration;
using Scanova.Server.Hosting;

namespace Scanova.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Nothing_set_means_the_defaults_of_the_contract()
    {
        var options = Read();

        options.DataPath.Should().Be(Path.GetFullPath("./data"));
        options.AdminKey.Should().BeNull();
        options.PublicUrl.Should().BeNull();
        options.IsEmbedded.Should().BeTrue();
        options.GeoDatabase.Should().BeNull();
        options.TrustedProxies.Should().BeEmpty();
        options.RateLimits.Should().Be(new RateLimitOptions { BrowserPerMinute = 100, ServerPerMinute = 1_000 });
        options.LogJson.Should().BeFalse();
        options.Demo.Should().BeTrue();
        options.Drain.Should().Be(TimeSpan.Zero);
        options.ShutdownTimeout.Should().Be(TimeSpan.FromSeconds(30));
        options.Cluster.SiloPort.Should().BeNull();
        options.Cluster.ProbeTimeout.Should().Be(TimeSpan.FromSeconds(1));
        options.Cluster.MinProbeTimeout.Should().Be(TimeSpan.FromSeconds(0.5));
        options.Cluster.MaxProbeTimeout.Should().Be(TimeSpan.FromSeconds(2));
        options.Cluster.NumMissedProbesLimit.Should().Be(2);
        options.Cluster.TableRefreshTimeout.Should().Be(TimeSpan.FromSeconds(10));
        options.Cluster.IAmAliveTablePublishTimeout.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Every_setting_is_read_by_its_name()
    {
        var options = Read(
            ("Scanova:DataPath", "/somewhere"),
            ("Scanova:AdminKey", "secret"),
            ("Scanova:PublicUrl", "https://qr.example.com/"),
            ("ConnectionStrings:Scanova", "Host=db;Database=scanova"),
            ("Scanova:TrustedProxies", "10.0.0.0/8, 192.0.2.1;2001:db8::/32"),
            ("Scanova:RateLimits:BrowserPerMinute", "0"),
            ("Scanova:RateLimits:ServerPerMinute", "5"),
            ("Scanova:Logs:Json", "true"),
            ("Scanova:Cluster:SiloPort", "11112"),
            ("Scanova:Cluster:GatewayPort", "30001"),
            ("Scanova:Cluster:AdvertisedIP", "192.0.2.7"),
            ("Scanova:Cluster:MaxProbeTimeoutSeconds", "4.5"));

        options.DataPath.Should().Be("/somewhere");
        options.AdminKey.Should().Be("secret");
        options.PublicUrl.Should().Be("https://qr.example.com");
        options.PostgresConnection.Should().Be("Host=db;Database=scanova");
        options.TrustedProxies.Should().Equal(IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.0.2.1/32"), IPNetwork.Parse("2001:db8::/32"));
        options.RateLimits.Should().Be(new RateLimitOptions { BrowserPerMinute = 0, ServerPerMinute = 5 });
        options.LogJson.Should().BeTrue();
        options.Demo.Should().BeFalse();
        options.Drain.Should().Be(TimeSpan.FromSeconds(5), "a cluster has a balancer");
        options.Cluster.SiloPort.Should().Be(11_112);
        options.Cluster.GatewayPort.Should().Be(30_001);
        options.Cluster.AdvertisedIP.Should().Be(IPAddress.Parse("192.0.2.7"));
        options.Cluster.MaxProbeTimeout.Should().Be(TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public void A_list_may_be_an_array()
    {
        using var json = new MemoryStream("""{"Scanova":{"TrustedProxies":["10.0.0.0/8"," 192.0.2.1, 192.0.2.2 ",""]}}"""u8.ToArray());
        var fromJson = ScanovaOptions.Read(new ConfigurationBuilder().AddJsonStream(json).Build());
        var fromNames = Read(("Scanova:TrustedProxies:0", "10.0.0.0/8"), ("Scanova:TrustedProxies:1", "192.0.2.1"), ("Scanova:TrustedProxies", "192.0.2.2"));

        IPNetwork[] networks = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.0.2.1/32"), IPNetwork.Parse("192.0.2.2/32")];
        fromJson.TrustedProxies.Should().Equal(networks);
        fromNames.TrustedProxies.Should().BeEquivalentTo(networks);
    }

    [Theory]
    [InlineData("proxy.example.com", null)]
    [InlineData(null, "10.0.0.0/8")]
    public void An_array_with_something_else_in_it_is_refused(string? element, string? nested)
    {
        var read = () => Read(element is null ? ("Scanova:TrustedProxies:0:Address", nested!) : ("Scanova:TrustedProxies:0", element));

        read.Should().Throw<SettingsException>().Which.Message.Should().StartWith("Scanova__TrustedProxies must list");
    }

    [Theory]
    [InlineData("Scanova:RateLimits:BrowserPerMinute", "many")]
    [InlineData("Scanova:RateLimits:BrowserPerMinute", "-1")]
    [InlineData("Scanova:RateLimits:ServerPerMinute", "1.5")]
    [InlineData("Scanova:Cluster:SiloPort", "70000")]
    [InlineData("Scanova:Cluster:GatewayPort", "0")]
    [InlineData("Scanova:Cluster:AdvertisedIP", "0.0.0.0")]
    [InlineData("Scanova:Cluster:MaxProbeTimeoutSeconds", "NaN")]
    [InlineData("Scanova:Cluster:NumMissedProbesLimit", "0")]
    [InlineData("Scanova:DrainSeconds", "-1")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("Scanova:PublicUrl", "qr.example.com")]
    [InlineData("Scanova:PublicUrl", "https://qr.example.com/?a=b")]
    [InlineData("Scanova:TrustedProxies", "10.0.0.0/40")]
    [InlineData("Scanova:TrustedProxies", "proxy.example.com")]
    [InlineData("Scanova:GeoDatabase", "/nowhere/at/all.mmdb")]
    [InlineData("Scanova:Logs:Json", "yes please")]
    [InlineData("Scanova:AdminKey", "ключ")]
    [InlineData("ConnectionStrings:Scanova", "postgres://nobody")]
    public void A_value_that_breaks_its_rule_is_refused_in_one_line_that_names_the_setting_and_not_the_value(string name, string value)
    {
        var read = () => Read((name, value));

        var message = read.Should().Throw<SettingsException>().Which.Message;
        message.Should().StartWith(name.Replace(":", "__", StringComparison.Ordinal) + " ").And.NotContain(Environment.NewLine);
        if (value.Length > 6) message.Should().NotContain(value);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var read = () => Read(("Scanova:RateLimits:BrowserPerMinute", "x"), ("Scanova:PublicUrl", "y"));

        read.Should().Throw<SettingsException>().Which.Message.Split(Environment.NewLine).Should().HaveCount(2);
    }

    [Fact]
    public void A_blank_value_is_unset()
    {
        var options = Read(("Scanova:AdminKey", ""), ("Scanova:RateLimits:ServerPerMinute", " "), ("ConnectionStrings:Scanova", ""));

        options.AdminKey.Should().BeNull();
        options.RateLimits.ServerPerMinute.Should().Be(1_000);
        options.IsEmbedded.Should().BeTrue();
    }

    [Fact]
    public void PostgreSQL_asks_for_an_admin_key()
    {
        var read = () => Read(("ConnectionStrings:Scanova", "Host=db;Database=scanova"));

        read.Should().Throw<SettingsException>().WithMessage("Scanova__AdminKey is required with PostgreSQL*");
    }

    private static ScanovaOptions Read(params (string Name, string Value)[] settings) => ScanovaOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());
}
