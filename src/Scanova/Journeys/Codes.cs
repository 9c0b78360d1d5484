namespace Scanova.Journeys;

/// <summary>Numbers the few different values of a property from 1 on. 0 is the value that is none.</summary>
internal sealed class Codes<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _codes = [];
    private readonly List<T?> _values = [default];

    /// <summary>Codes are below this.</summary>
    public int Count => _values.Count;

    public T? this[int code] => _values[code];

    /// <returns>The code of the value, a new one if it has none yet.</returns>
    public int Code(T? value)
    {
        if (value is null || value.Equals(default(T))) return 0;
        if (_codes.TryGetValue(value, out var code)) return code;
        _codes.Add(value, Count);
        _values.Add(value);
        return Count - 1;
    }

    /// <returns>0 when the value has no code.</returns>
    public int Find(T value) => _codes.GetValueOrDefault(value);
}
