using System.Globalization;

namespace Scanova.Events;

/// <summary>Times as text, for what writes millions of them: ISO 8601 UTC with milliseconds, <c>2026-01-31T12:00:00.000Z</c>.</summary>
public static class UtcText
{
    /// <summary>Bytes that <see cref="Write"/> needs, more than it returns.</summary>
    public const int BufferLength = 33;
    private const int ToMilliseconds = 23;

    /// <returns>The start of the buffer.</returns>
    public static ReadOnlySpan<byte> Write(DateTime utc, Span<byte> buffer)
    {
        // The round-trip format, cut to milliseconds: a format of one's own is read anew for every value and takes five times as long.
        utc.TryFormat(buffer, out _, "O", CultureInfo.InvariantCulture);
        buffer[ToMilliseconds] = (byte)'Z';
        return buffer[..(ToMilliseconds + 1)];
    }
}
