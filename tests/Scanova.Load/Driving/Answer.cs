using System.Buffers.Text;

namespace Scanova.Load.Driving;

/// <summary>An HTTP/1.1 answer, read just far enough to know its status and where it ends.</summary>
internal readonly ref struct Answer
{
    public required int Status { get; init; }

    /// <summary>The body as sent: a chunked one still holds its chunk sizes.</summary>
    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>False while the answer is incomplete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out Answer answer)
    {
        answer = default;
        var headEnd = received.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0) return false;

        var head = received[..headEnd];
        var body = received[(headEnd + 4)..];
        var length = LengthIn(head);
        var isComplete = length >= 0 ? body.Length >= length : body.EndsWith("0\r\n\r\n"u8);
        if (!isComplete) return false;

        // The status line is fixed text up to the code: "HTTP/1.1 200 OK".
        if (!Utf8Parser.TryParse(head[9..], out int status, out _)) throw new InvalidDataException("The answer has no status.");
        answer = new Answer { Status = status, Body = length >= 0 ? body[..length] : body };
        return true;
    }

    /// <summary>The Content-Length, or -1 for a chunked body.</summary>
    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : -1;
    }
}
