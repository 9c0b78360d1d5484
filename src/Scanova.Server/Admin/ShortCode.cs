using System.Security.Cryptography;

namespace Scanova.Server.Admin;

/// <summary>The identifiers of a QR code (contract sections 1 and 10).</summary>
internal static class ShortCode
{
    private const int Length = 7;

    /// <summary>One case, without 0, o, 1, l and i: people type codes from paper.</summary>
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static string NewQrid() => "Q" + RandomNumberGenerator.GetHexString(16);
}
