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

    /// <summary>Inserts behind what does not come after it, which is near the end as a rule.</summary>
    /// <inheritdoc cref="InsertSparingly"/>
    public static void InsertInOrder<T>(this List<T> sorted, T item, Comparison<T> order)
    {
        var place = sorted.Count;
        while (place > 0 && order(sorted[place - 1], item) > 0) place--;
        sorted.InsertSparingly(place, item);
    }

    /// <inheritdoc cref="InsertSparingly"/>
    public static void AddSparingly<T>(this List<T> list, T item) => list.InsertSparingly(list.Count, item);
}
