using System.Xml.Linq;

namespace Scanova.Tests.Deployment;

public sealed class DockerfileTests
{
    private const string ServerProject = "src/Scanova.Server/Scanova.Server.csproj";

    private readonly DockerImage _image = new();

    [Fact]
    public void Everything_copied_is_there_and_is_not_kept_out_of_the_build()
    {
        var keptOut = Repository.Read(".dockerignore").Split('\n');

        _image.CopiedFromRepository.Should().OnlyContain(path => Path.Exists(Repository.PathOf(path)));
        _image.CopiedFromRepository.Should().NotContain(path => keptOut.Contains(path.Split('/')[0]));
    }

    [Fact]
    public void Restore_has_every_project_the_server_is_made_of() =>
        _image.CopiedFromRepository.Where(p => p.EndsWith(".csproj", StringComparison.Ordinal)).Should().BeEquivalentTo(WithReferences(ServerProject));

    [Fact]
    public void The_build_has_what_it_looks_for_above_the_projects()
    {
        string[] lookedFor = [".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config"];

        _image.CopiedFromRepository.Should().Contain(lookedFor.Where(file => File.Exists(Repository.PathOf(file))));
    }

    [Fact]
    public void It_publishes_the_server_and_starts_what_comes_out()
    {
        _image.All("RUN").Should().ContainSingle(r => r.StartsWith("dotnet publish")).Which.Should().StartWith($"dotnet publish {ServerProject} ");

        var started = typeof(Scanova.Server.Program).Assembly.GetName().Name + ".dll";
        _image.EntryPoint.Should().Equal("dotnet", started);
        _image.HealthCheck[..3].Should().Equal("dotnet", started, "healthcheck");
    }

    [Fact]
    public void It_does_not_run_as_root() => _image.Last("USER").Should().Be("$APP_UID");

    [Fact]
    public void It_listens_on_the_port_it_exposes() =>
        _image.Environment["ASPNETCORE_URLS"].Should().EndWith(":" + _image.Last("EXPOSE"));

    [Fact]
    public void Its_settings_exist() =>
        _image.Environment.Keys.Where(k => !k.StartsWith("DOTNET_", StringComparison.Ordinal)).Should().BeSubsetOf(Settings.Names);

    [Fact]
    public void The_embedded_store_has_a_folder_it_may_write()
    {
        var folder = _image.Environment["Scanova__DataPath"];

        _image.Last("VOLUME").Should().Be(folder);
        _image.All("COPY").Should().Contain($"--from=build --chown=$APP_UID:$APP_UID {folder} {folder}");
    }

    private static IEnumerable<string> WithReferences(string project)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(project))!;
        var references = XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(r => Path.GetRelativePath(Repository.Root, Path.GetFullPath(r.Attribute("Include")!.Value, folder)));
        return references.SelectMany(WithReferences).Append(project).Distinct();
    }
}
