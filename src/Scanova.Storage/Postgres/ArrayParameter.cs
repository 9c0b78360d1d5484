using Npgsql;

namespace Scanova.Storage.Postgres;

/// <summary>A parameter that sends a list as an array and keeps its buffer.</summary>
internal sealed class ArrayParameter<T>
{
    private readonly List<T> _values = [];

    public ArrayParameter(string elementType) =>
        Parameter = new NpgsqlParameter<List<T>> { TypedValue = _values, DataTypeName = elementType + "[]" };

    public NpgsqlParameter Parameter { get; }

    public void Add(T value) => _values.Add(value);

    public void Clear() => _values.Clear();
}
