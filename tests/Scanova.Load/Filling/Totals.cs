using Scanova.Events;
using Scanova.Log;

namespace Scanova.Load.Filling;

/// <summary>What a store was filled with: what its reports must add up to, bots included.</summary>
internal sealed record Totals
{
    public long Rows { get; set; }

    public long Sessions { get; set; }

    public long Scans { get; set; }

    /// <summary>Without scans and repeats.</summary>
    public long Events { get; set; }

    public long Duplicates { get; set; }

    public long Conversions { get; set; }

    /// <summary>By currency, refunds not taken off.</summary>
    public Dictionary<string, decimal> Revenue { get; init; } = [];

    /// <summary>Of any event.</summary>
    public DateOnly LastDay { get; set; }

    /// <summary>Passes the rows on and counts them.</summary>
    public IEnumerable<StoredEvent> Counting(IEnumerable<StoredEvent> rows)
    {
        foreach (var row in rows)
        {
            Count(row);
            yield return row;
        }
    }

    private void Count(StoredEvent row)
    {
        Rows++;
        if (row is { Stream.Kind: StreamKind.ScanSession, Version: 1 }) Sessions++;
        if (row.IsDuplicate)
        {
            Duplicates++;
            return;
        }

        var e = row.Event;
        var day = DateOnly.FromDateTime(e.EventTime);
        if (day > LastDay) LastDay = day;
        if (e.Source == EventSource.Scan) Scans++;
        else Events++;
        if (e.Source != EventSource.Server || e.IsRefund) return;

        Conversions++;
        if (e.Value is { } value) Revenue[value.Currency] = Revenue.GetValueOrDefault(value.Currency) + value.Amount;
    }
}
