namespace Scanova.Tests.Deployment;

/// <summary>The files that are delivered, as opposed to those that are built.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory, "Scanova.Orleans.sln");

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string Above(string folder, string landmark) =>
        File.Exists(Path.Combine(folder, landmark)) ? folder : Above(Path.GetDirectoryName(folder)!, landmark);
}
