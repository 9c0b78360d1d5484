using Scanova.Events;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>Exact sums of amounts, one a currency.</summary>
internal struct Sums
{
    private decimal?[]? _byCurrency;

    public void Add(in CodedAmount amount) => Add(amount.Currency, amount.Value);

    public void Add(int currency, decimal amount)
    {
        if (currency >= (_byCurrency?.Length ?? 0)) Array.Resize(ref _byCurrency, currency + 1);
        ref var sum = ref _byCurrency![currency];
        sum = (sum ?? 0) + amount;
    }

    public void Add(in Sums other)
    {
        for (var currency = 0; currency < (other._byCurrency?.Length ?? 0); currency++)
        {
            if (other._byCurrency![currency] is { } sum) Add(currency, sum);
        }
    }

    /// <summary>By currency; those of which there was no amount are left out.</summary>
    public readonly IReadOnlyList<Money> Listed(Codes<string> currencies) =>
    [
        .. (_byCurrency ?? []).Select((sum, currency) => (sum, currency)).Where(s => s.sum is not null)
            .Select(s => new Money(s.sum!.Value, currencies[s.currency]!)).OrderBy(m => m.Currency, StringComparer.Ordinal),
    ];
}
