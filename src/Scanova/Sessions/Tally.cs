using System.Text.Json.Serialization;
using Scanova.Events;
using Scanova.Log;

namespace Scanova.Sessions;

/// <summary>
/// What a session's originals of one name, source and currency add up to. Which of it is revenue is asked on reading, under
/// the site's settings of that moment, so that a changed setting holds for the past.
/// </summary>
/// <param name="currency">Null for those without an amount.</param>
public sealed class Tally(string name, EventSource source, string? currency)
{
    public string Name => name;

    public EventSource Source => source;

    public string? Currency => currency;

    [JsonInclude]
    public long Count { get; private set; }

    /// <summary>Sum of the amounts from 0 up.</summary>
    [JsonInclude]
    public decimal Paid { get; private set; }

    /// <summary>Sum of the negative amounts, itself negative.</summary>
    [JsonInclude]
    public decimal Refunded { get; private set; }

    public void Add(Event e)
    {
        Count++;
        if (e.Value is not { } value) return;
        if (e.IsRefund) Refunded += value.Amount;
        else Paid += value.Amount;
    }

    /// <summary>Its place among a session's tallies: by name, source and currency, ordinal.</summary>
    public int CompareTo(Event e)
    {
        var byName = string.CompareOrdinal(Name, e.Name);
        if (byName != 0) return byName;
        var bySource = Source.CompareTo(e.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(Currency, e.Value?.Currency);
    }
}

internal static class Tallies
{
    /// <summary>The tally that an event belongs to, added in its place if there was none.</summary>
    public static Tally Of(this List<Tally> sorted, Event e)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = sorted[middle].CompareTo(e);
            if (order == 0) return sorted[middle];
            if (order < 0) low = middle + 1;
            else high = middle;
        }

        var tally = new Tally(e.Name, e.Source, e.Value?.Currency);
        sorted.InsertSparingly(low, tally);
        return tally;
    }
}
