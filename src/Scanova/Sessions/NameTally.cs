using System.Text.Json.Serialization;
using Scanova.Events;

namespace Scanova.Sessions;

/// <summary>
/// What a session's originals of one name add up to. Which of it is revenue is asked on reading, under the site's settings
/// of that moment, so that a changed setting holds for the past.
/// </summary>
public sealed class NameTally
{
    [JsonInclude]
    public long Count { get; private set; }

    /// <summary>Sums of the amounts, a line for each source and currency that occurred.</summary>
    [JsonInclude]
    public List<AmountSum>? Sums { get; private set; }

    public void Add(Event e)
    {
        Count++;
        if (e.Value is not { } value) return;

        Sums ??= new List<AmountSum>(1);
        var line = Sums.FindIndex(s => s.Source == e.Source && s.Currency == value.Currency);
        var sum = line >= 0 ? Sums[line] : new AmountSum(e.Source, value.Currency, 0, 0);
        sum = e.IsRefund ? sum with { Refunded = sum.Refunded + value.Amount } : sum with { Paid = sum.Paid + value.Amount };
        if (line >= 0) Sums[line] = sum;
        else Sums.Add(sum);
    }
}

/// <param name="Paid">Sum of the amounts from 0 up.</param>
/// <param name="Refunded">Sum of the negative amounts, itself negative.</param>
public readonly record struct AmountSum(EventSource Source, string Currency, decimal Paid, decimal Refunded);
