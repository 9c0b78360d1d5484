using System.Globalization;

namespace Scanova.Server.Ingest.Wire;

/// <summary>The parts of a number in JSON's grammar, as written.</summary>
internal static class JsonNumber
{
    private const double Largest = 1e308;

    /// <summary>Beyond it the exact value no longer matters: no body has room for the digits.</summary>
    private const int FarthestExponent = 1_000_000;

    public static void Split(ReadOnlySpan<byte> number, out ReadOnlySpan<byte> digits, out int decimals)
    {
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        digits = e < 0 ? number : number[..e];
        var exponent = e < 0 ? 0 : Exponent(number[(e + 1)..]);
        var point = digits.IndexOf((byte)'.');
        decimals = (point < 0 ? 0 : digits.Length - point - 1) - exponent;
    }

    /// <summary>Whether the number lies within ±1e308 (contract section 5).</summary>
    public static bool IsInRange(ReadOnlySpan<byte> number)
    {
        if (number.Length <= 300 && number.IndexOfAny((byte)'e', (byte)'E') < 0) return true;
        return Math.Abs(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)) <= Largest;
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        var exponent = 0;
        foreach (var c in text) exponent = Math.Min(FarthestExponent, exponent * 10 + c - '0');
        return isNegative ? -exponent : exponent;
    }
}
