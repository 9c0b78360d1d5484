using System.Text.Json.Serialization;
using Scanova.Log;

namespace Scanova.Sessions;

/// <summary>
/// Ids with the newest event that carried each, the newest 1,000 of them. An id that belongs among the newest enters with its
/// newest event and is never displaced after it, so any order of folding ends in the same list.
/// </summary>
public sealed class NewestIds
{
    /// <summary>How many entries a list of a live state holds (contract section 9).</summary>
    public const int Capacity = 1_000;

    [JsonInclude]
    private List<Entry> Entries { get; set; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Guid> Ids => Entries.ConvertAll(e => e.Id);

    public bool Contains(Guid id) => IndexOf(id) >= 0;

    public void Add(Guid id, Position at)
    {
        var known = IndexOf(id);
        if (known >= 0)
        {
            if (at <= Entries[known].At) return;
            Entries.RemoveAt(known);
        }

        var entry = new Entry(id, at);
        var place = Entries.Count;
        while (place > 0 && Entries[place - 1].At > at) place--;
        Entries.InsertSparingly(place, entry);
        if (Entries.Count > Capacity) Entries.RemoveAt(0);
    }

    private int IndexOf(Guid id)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            if (Entries[i].Id == id) return i;
        }

        return -1;
    }

    internal readonly record struct Entry(Guid Id, Position At);
}
