using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary><c>metadata</c> or <c>properties</c>: compact JSON, or what is wrong with it.</summary>
internal sealed class Metadata
{
    public const int MostBytes = 10_240;
    public const int MostLevels = 5;

    public static readonly Flaw TooLarge = new($"ensure this value has at most {MostBytes} bytes as compact JSON", "value_error.any_json.max_bytes");
    public static readonly Flaw TooDeep = new($"ensure this value has at most {MostLevels} levels", "value_error.any_json.max_depth");
    public static readonly Flaw HasEmail = new("raw e-mail address: send a hash instead", "value_error.raw_email");
    public static readonly Flaw NumberOutOfRange = new("ensure this value is a number within ±1e308", "value_error.number.not_in_range");

    /// <summary>Null when there is a flaw.</summary>
    public string? Json { get; init; }

    public IReadOnlyList<MetadataFlaw> Flaws { get; init; } = [];
}

/// <param name="Path">From the object to what is wrong in it; empty when it is the object itself.</param>
internal readonly record struct MetadataFlaw(PathStep[] Path, Flaw Flaw);
