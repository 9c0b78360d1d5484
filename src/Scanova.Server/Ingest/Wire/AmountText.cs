using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// The amount of a conversion (contract section 3), read from the digits of a JSON number: <c>1.10</c> keeps both its
/// decimals, and nothing is ever rounded.
/// </summary>
internal static class AmountText
{
    public static readonly Flaw TooLarge = new("ensure this value is between -10^12 and 10^12", "value_error.number.not_in_range");
    public static readonly Flaw TooFine = new($"ensure that there are no more than {MostDecimals} decimal places", "value_error.decimal.max_places");
    private const int MostDecimals = 6;
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>The digits of the largest amount with all its decimals; one more makes any amount too large.</summary>
    private const ulong LargestMantissa = 1_000_000_000_000_000_000;

    /// <param name="number">A number in JSON's grammar.</param>
    /// <returns>Null when <paramref name="amount"/> is set.</returns>
    public static Flaw? Parse(ReadOnlySpan<byte> number, out decimal amount)
    {
        amount = 0;
        JsonNumber.Split(number, out var digits, out var decimals);
        if (decimals > MostDecimals) return TooFine;

        ulong mantissa = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit((char)c)) continue;
            if (mantissa >= LargestMantissa) return TooLarge;
            mantissa = mantissa * 10 + c - '0';
        }

        for (; decimals < 0 && mantissa > 0; decimals++)
        {
            if (mantissa >= LargestMantissa) return TooLarge;
            mantissa *= 10;
        }

        var size = new decimal((int)mantissa, (int)(mantissa >> 32), 0, false, (byte)Math.Max(0, decimals));
        if (size > Largest) return TooLarge;
        amount = number[0] == '-' && size > 0 ? -size : size;
        return null;
    }
}
