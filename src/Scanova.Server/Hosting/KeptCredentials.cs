using System.Text.Json;
using System.Text.Json.Serialization;
using Scanova.Storage;

namespace Scanova.Server.Hosting;

/// <summary>What the first start generated (contract section 12), as kept in <c>credentials.json</c>.</summary>
/// <param name="AdminKey">Null when the operator has always set one.</param>
/// <param name="ApiKey">Of the demo site.</param>
internal sealed record KeptCredentials(string? AdminKey, string SiteId, string ApiKey)
{
    public static string PathIn(string dataPath) => Path.Combine(dataPath, "credentials.json");

    /// <returns>Null when there are none yet.</returns>
    /// <exception cref="StoreStartException">The file is there and can't be used.</exception>
    public static KeptCredentials? Read(string dataPath)
    {
        var path = PathIn(dataPath);
        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllBytes(path), KeptCredentialsJson.Default.KeptCredentials);
            return kept is { SiteId.Length: > 0, ApiKey.Length: > 0 } ? kept : throw Unusable(path, null);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    /// <summary>Whole or not at all, also through a crash, and readable by its owner only from the first byte on.</summary>
    /// <exception cref="StoreStartException">The folder can't be written.</exception>
    public void Write(string dataPath)
    {
        var path = PathIn(dataPath);
        var unfinished = path + ".new";
        try
        {
            File.Delete(unfinished);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(unfinished, options))
            {
                JsonSerializer.Serialize(file, this, KeptCredentialsJson.Default.KeptCredentials);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreStartException($"{path} can't be written: {e.Message}", e);
        }
    }

    private static StoreStartException Unusable(string path, Exception? inner) =>
        new($"{path} can't be read as the credentials it was written with. Restore it, or move it away for new ones.", inner!);
}

[JsonSerializable(typeof(KeptCredentials))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class KeptCredentialsJson : JsonSerializerContext;
