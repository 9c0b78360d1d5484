using Microsoft.Extensions.Configuration;
using Scanova.Server.Hosting;

namespace Scanova.Tests.Deployment;

/// <summary>The environment names that deployment files may set: those the service asks for when it starts.</summary>
internal static class Settings
{
    public static IReadOnlyCollection<string> Names { get; } = [.. AskedFor().Select(name => name.Replace(":", "__", StringComparison.Ordinal)), "ASPNETCORE_URLS"];

    /// <exception cref="SettingsException">The service would refuse to start with these.</exception>
    public static ScanovaOptions Read(IEnumerable<KeyValuePair<string, string>> environment) =>
        ScanovaOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value)))
            .Build());

    private static HashSet<string> AskedFor()
    {
        var listener = new Listener();
        using var configuration = new ConfigurationRoot([listener]);
        ScanovaOptions.Read(configuration);
        return listener.Asked;
    }

    /// <summary>Has no setting and remembers which were wanted.</summary>
    private sealed class Listener : ConfigurationProvider
    {
        public HashSet<string> Asked { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            Asked.Add(key);
            value = null;
            return false;
        }
    }
}
