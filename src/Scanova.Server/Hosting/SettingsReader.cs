using System.Globalization;

namespace Scanova.Server.Hosting;

/// <summary>
/// Reads settings by name and gathers what is wrong with them, so that an operator sees every problem at once. A blank value
/// counts as unset, for deployment files pass variables on that nobody set.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    public string? Text(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public int Whole(string name, int fallback, int least, int most)
    {
        if (Text(name) is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;

        Refuse(name, $"must be a whole number from {least} to {most}");
        return fallback;
    }

    public TimeSpan Seconds(string name, double fallback, double least, double most)
    {
        if (Text(name) is { } text)
        {
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return TimeSpan.FromSeconds(value);
            }

            Refuse(name, string.Create(CultureInfo.InvariantCulture, $"must be a number of seconds from {least} to {most}"));
        }

        return TimeSpan.FromSeconds(fallback);
    }

    public bool Flag(string name, bool fallback)
    {
        if (Text(name) is not { } text) return fallback;
        if (bool.TryParse(text, out var value)) return value;

        Refuse(name, "must be true or false");
        return fallback;
    }

    /// <summary>A text that <paramref name="parse"/> makes something of; null from it is a problem.</summary>
    public T? Parsed<T>(string name, Func<string, T?> parse, string rule)
        where T : class
    {
        if (Text(name) is not { } text) return null;
        if (parse(text) is { } value) return value;

        Refuse(name, rule);
        return null;
    }

    /// <summary>
    /// A list: one text whose elements stand apart by commas, semicolons or spaces, or an array, as in JSON or under the names
    /// <c>…__0</c>, <c>…__1</c>. An element that <paramref name="parse"/> makes nothing of is a problem.
    /// </summary>
    public IReadOnlyList<T> List<T>(string name, Func<string, T?> parse, string rule)
        where T : struct
    {
        var values = new List<T>();
        var isRefused = false;
        foreach (var element in configuration.GetSection(name).GetChildren().Prepend(configuration.GetSection(name)))
        {
            foreach (var part in (element.Value ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (parse(part) is { } value) values.Add(value);
                else isRefused = true;
            }

            // An element that is an object.
            isRefused |= element.Path != name && element.GetChildren().Any();
        }

        if (!isRefused) return values;
        Refuse(name, rule);
        return [];
    }

    /// <summary>Notes a problem. The value stays out of the message: it may be a secret.</summary>
    public void Refuse(string name, string rule) =>
        _problems.Add($"{name.Replace(":", "__", StringComparison.Ordinal)} {rule}.");

    /// <exception cref="SettingsException">Something was refused.</exception>
    public void ThrowIfRefused()
    {
        if (_problems.Count > 0) throw new SettingsException(string.Join(Environment.NewLine, _problems));
    }
}
