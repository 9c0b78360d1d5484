using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Scanova.Log;

namespace Scanova.Server.Lookups;

/// <summary>A place in a journey as an opaque word for URLs.</summary>
internal static class JourneyCursor
{
    private const int LongestWord = 80;
    private const int LongestText = 64;

    public static string Format(Position at) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Milliseconds(at.EventTime)}.{Milliseconds(at.ReceivedAt)}.{at.Version}")));

    /// <returns>Null for a word that <see cref="Format"/> did not make.</returns>
    public static Position? Parse(string word)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        if (word.Length > LongestWord || !Base64Url.IsValid(word) || !Base64Url.TryDecodeFromChars(word, bytes, out var length)) return null;
        if (Encoding.ASCII.GetString(bytes[..length]).Split('.') is not [var happened, var receipt, var version]) return null;

        return Time(happened) is { } eventTime && Time(receipt) is { } receivedAt && Number(version) is { } number
            ? new Position(eventTime, receivedAt, number)
            : null;
    }

    private static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private static DateTime? Time(string milliseconds) =>
        Number(milliseconds) is { } number && number <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(number).UtcDateTime
            : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
