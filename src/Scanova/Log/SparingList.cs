namespace Scanova.Log;

/// <summary>
/// Lists of live states. Most sessions are short and there are very many of them: a list that doubles its room would
/// spend more on what never comes than on what it holds.
/// </summary>
internal static class SparingList
{
    /// <summary>Inserts, and grows by no more than an eighth.</summary>
    public static void InsertSparingly<T>(this List<T> list, int index, T item)
    {
        if (list.Count == list.Capacity) list.Capacity += 1 + list.Capacity / 8;
        list.Insert(index, item);
    }

    /// <inheritdoc cref="InsertSparingly"/>
    public static void AddSparingly<T>(this List<T> list, T item) => list.InsertSparingly(list.Count, item);
}
