using System.Globalization;
using System.Net;
using Npgsql;
using Scanova.Server.Hosting;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Deployment;

public sealed class ComposeTests
{
    private readonly ComposeFile _compose = new();
    private readonly DockerImage _image = new();
    private readonly ProxyConfiguration _proxy = new();

    [Fact]
    public void Three_silos_are_alike()
    {
        _compose.Silos.Select(s => s.Name).Should().Equal("silo-1", "silo-2", "silo-3");
        _compose.Silos.Should().OnlyContain(s => s["build"] == "." && s["image"] == "scanova-orleans");
        _compose.Silos.Should().OnlyContain(s => s["read_only"] == "true" && s["restart"] == "unless-stopped");
    }

    [Fact]
    public void Silos_are_given_only_settings_that_exist() =>
        _compose.Silos.SelectMany(s => s.Environment.Keys).Should().BeSubsetOf(Settings.Names);

    [Fact]
    public void A_silo_starts_with_what_it_is_given()
    {
        var silo = _compose.Silos[0];
        var options = Settings.Read(silo.Environment.Select(v => KeyValuePair.Create(v.Key, ComposeFile.Interpolate(v.Value, "secret"))));

        options.IsEmbedded.Should().BeFalse();
        options.AdminKey.Should().Be("secret");
        options.RateLimits.Should().Be(new RateLimitOptions());
        options.Drain.Should().BeGreaterThan(_proxy.Notices);
        (options.Drain + options.ShutdownTimeout).Should().BeLessThan(TimeSpan.FromSeconds(int.Parse(silo["stop_grace_period"]!.TrimEnd('s'), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_variable_is_explained_in_the_example()
    {
        var example = Repository.Read(".env.example").Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);

        example.Keys.Should().BeEquivalentTo(ComposeFile.Variables.Select(v => v.Key));
        foreach (var variable in ComposeFile.Variables)
        {
            foreach (var rest in variable) example[variable.Key].Should().Be(rest[0] == '-' ? rest[1..] : "", because: $"{variable.Key} stands so in the compose file");
        }
    }

    [Fact]
    public void Secrets_come_from_the_environment_and_nothing_starts_without_them()
    {
        _compose.Silos[0].Environment["Scanova__AdminKey"].Should().StartWith("${SCANOVA_ADMIN_KEY:?");
        _compose.Postgres.Environment["POSTGRES_PASSWORD"].Should().StartWith("${SCANOVA_DB_PASSWORD:?");
        ComposeFile.Text.Split("Password=")[1..].Should().OnlyContain(rest => rest.StartsWith("${SCANOVA_DB_PASSWORD:?"));
        Repository.Read(".gitignore").Split('\n').Should().Contain(".env");
        Repository.Read(".dockerignore").Split('\n').Should().Contain(".env");
    }

    [Fact]
    public void Silos_sign_in_to_the_database_that_is_there()
    {
        var connection = new NpgsqlConnectionStringBuilder(ComposeFile.Interpolate(_compose.Silos[0].Environment["ConnectionStrings__Scanova"], "secret"));
        var database = _compose.Postgres.Environment.ToDictionary(p => p.Key, p => ComposeFile.Interpolate(p.Value, "secret"));

        connection.Host.Should().Be(_compose.Postgres.Name);
        connection.Port.Should().Be(NpgsqlConnection.DefaultPort);
        (connection.Database, connection.Username, connection.Password)
            .Should().Be((database["POSTGRES_DB"], database["POSTGRES_USER"], database["POSTGRES_PASSWORD"]));
        _compose.Postgres.HealthCheck.Should().Contain([$"--username={connection.Username}", $"--dbname={connection.Database}"]);
    }

    [Fact]
    public async Task The_silos_pools_fit_into_the_database()
    {
        var connection = ComposeFile.Interpolate(_compose.Silos[0].Environment["ConnectionStrings__Scanova"], "secret");
        await using var sources = new PostgresSources(connection);
        await using var migration = sources.ForMigration();
        var pool = sources.Pools.Append(migration).Sum(p => new NpgsqlConnectionStringBuilder(p.ConnectionString).MaxPoolSize);
        var most = int.Parse(_compose.Postgres.Command.Single(c => c.StartsWith("max_connections=", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);

        // Three are PostgreSQL's own reserve for superusers; one is for whoever looks with psql.
        (pool * _compose.Silos.Count).Should().BeLessThanOrEqualTo(most - 4);
    }

    [Fact]
    public void Acknowledged_means_durable()
    {
        _compose.Postgres.Command.Should().NotContain(c => c.StartsWith("fsync") || c.StartsWith("synchronous_commit") || c.StartsWith("full_page_writes"));
        _compose.Postgres.Mounts.Should().Equal(("postgres", "/var/lib/postgresql"));
    }

    [Fact]
    public void Only_the_proxy_is_published_and_where_it_listens()
    {
        _compose.Services.Values.Where(s => s.Ports.Count > 0).Select(s => s.Name).Should().Equal("proxy");
        ComposeFile.Interpolate(_compose.Proxy.Ports.Single(), "").Should().Be($"5080:{_proxy.ListensOn}");
    }

    [Fact]
    public void The_proxy_balances_over_the_silos_where_they_listen() => _proxy.Servers.Values.Should().AllSatisfy(servers =>
        servers.Should().Equal(_compose.Silos.Select(s => $"{s.Name}:{_image.Last("EXPOSE")}")));

    [Fact]
    public void The_proxy_waits_for_a_check_longer_than_a_silo_waits_for_its_store() =>
        _proxy.CheckTimeout.Should().BeGreaterThan(Readiness.Patience);

    [Fact]
    public async Task The_proxy_waits_for_a_report_longer_than_a_silo_does()
    {
        await using var sources = new PostgresSources("Host=db");

        _proxy.ReportTimeout.Should().BeGreaterThan(TimeSpan.FromSeconds(new NpgsqlConnectionStringBuilder(sources.Reports.ConnectionString).CommandTimeout));
    }

    [Fact]
    public void Forwarded_addresses_count_from_the_proxy_alone()
    {
        var trusted = _compose.Silos[0].Environment["Scanova__TrustedProxies"];
        var (subnet, range) = _compose.Addresses;

        trusted.Should().Be(_compose.Proxy.AddressIn("scanova"));
        IPNetwork.Parse(subnet).Contains(IPAddress.Parse(trusted)).Should().BeTrue();
        IPNetwork.Parse(range).Contains(IPAddress.Parse(trusted)).Should().BeFalse(because: "another container could be given it");
    }

    [Fact]
    public void Silos_stand_in_one_network_so_that_the_address_they_detect_is_the_one_others_reach() =>
        _compose.Silos.Should().OnlyContain(s => s.Networks.Count == 1 && s.Networks[0] == "scanova" && !s.Environment.ContainsKey("Scanova__Cluster__AdvertisedIP"));

    [Fact]
    public void Everything_named_is_there()
    {
        var services = _compose.Services.Values.ToList();
        services.SelectMany(s => s.DependsOn).Should().BeSubsetOf(_compose.Services.Keys);
        services.SelectMany(s => s.Networks).Should().BeSubsetOf(_compose.Networks);

        var sources = services.SelectMany(s => s.Mounts).Select(m => m.Source).ToLookup(s => s[0] == '.');
        sources[true].Should().OnlyContain(path => File.Exists(Repository.PathOf(path)));
        sources[false].Should().BeEquivalentTo(_compose.Volumes);
    }

    [Fact]
    public void Every_service_comes_back_by_itself() =>
        _compose.Services.Values.Should().OnlyContain(s => s["restart"] == "unless-stopped");
}
