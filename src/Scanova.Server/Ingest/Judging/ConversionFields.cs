using Scanova.Events;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest.Judging;

/// <summary><c>conversion_value</c> (contract section 3).</summary>
internal static class ConversionFields
{
    private static readonly Flaw NoCurrency = new("value is not an ISO 4217 currency code", "value_error.currency");

    public static Money? Value(this FieldCheck check, Field<WireValue> field)
    {
        if (!check.Has(field, "conversion_value")) return null;

        var value = field.Value!;
        var hasAmount = check.HasRequired(value.Amount, "conversion_value", "amount");
        if (!check.HasRequired(value.Currency, "conversion_value", "currency")) return null;
        if (Currency.Find(value.Currency.Value!) is { } currency) return hasAmount ? new Money(value.Amount.Value, currency) : null;

        check.Refuse(NoCurrency, "conversion_value", "currency");
        return null;
    }
}
