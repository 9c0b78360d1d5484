using System.Buffers.Binary;

namespace Scanova.Storage.Postgres;

/// <summary>
/// PostgreSQL's <c>numeric</c> in binary: the number of digits to the base 10,000, the power of the first, the sign, the decimals
/// to show, then the digits, two bytes each.
/// </summary>
internal static class BinaryNumeric
{
    private const int Head = 8;
    private const ushort Negative = 0x4000;
    private const int MostDecimals = 28;

    /// <summary>With all its decimals: 49.90 stays 49.90.</summary>
    /// <exception cref="FormatException">It is no number, or has more digits than a decimal.</exception>
    public static decimal Read(ReadOnlySpan<byte> bytes)
    {
        var digits = bytes[Head..];
        var power = BinaryPrimitives.ReadInt16BigEndian(bytes[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var decimals = BinaryPrimitives.ReadInt16BigEndian(bytes[6..]);
        if (sign is not (0 or Negative) || decimals > MostDecimals) throw new FormatException("An amount is no decimal.");

        var units = UInt128.Zero;
        for (var i = 0; i < digits.Length; i += 2) units = checked((units * 10_000) + BinaryPrimitives.ReadUInt16BigEndian(digits[i..]));
        var lastPower = 4 * (power - (digits.Length / 2) + 1);
        for (var shift = lastPower + decimals; shift > 0; shift--) units = checked(units * 10);
        for (var shift = lastPower + decimals; shift < 0; shift++) units /= 10;
        if (units >> 96 != UInt128.Zero) throw new FormatException("An amount has too many digits.");
        return new decimal((int)(uint)units, (int)(uint)(units >> 32), (int)(uint)(units >> 64), sign == Negative, (byte)decimals);
    }
}
