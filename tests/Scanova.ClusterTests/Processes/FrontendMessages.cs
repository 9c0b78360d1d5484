using System.Buffers.Binary;
using System.Text;

namespace Scanova.ClusterTests.Processes;

/// <summary>What a client of PostgreSQL sends, message by message (its protocol, version 3, without encryption), watched for appends.</summary>
internal sealed class FrontendMessages(Stream client)
{
    private const byte Parse = (byte)'P';
    private const byte Bind = (byte)'B';
    private const byte Sync = (byte)'S';

    private readonly HashSet<string> _appendStatements = [];
    private bool _isStarted;
    private bool _isAppending;

    /// <summary>Whether the last message ends an append: with it the database commits.</summary>
    public bool EndsAppend { get; private set; }

    /// <returns>The next message, or null when there are no more.</returns>
    public async Task<ReadOnlyMemory<byte>?> Next(CancellationToken cancellation)
    {
        // The first message has no type byte.
        var header = new byte[_isStarted ? 5 : 4];
        if (await client.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellation) < header.Length) return null;

        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(header.Length - 4)) - 4;
        var message = new byte[header.Length + length];
        header.CopyTo(message, 0);
        await client.ReadExactlyAsync(message.AsMemory(header.Length), cancellation);
        if (_isStarted) Watch(header[0], message.AsSpan(header.Length));
        _isStarted = true;
        return message;
    }

    private void Watch(byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case Parse:
                var name = Text(ref body);
                if (Text(ref body).Contains("INSERT INTO events", StringComparison.Ordinal)) _appendStatements.Add(name);
                else _appendStatements.Remove(name);
                break;
            case Bind:
                _ = Text(ref body);
                _isAppending = _appendStatements.Contains(Text(ref body));
                break;
        }

        EndsAppend = type == Sync && _isAppending;
        if (type == Sync) _isAppending = false;
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(body[..end]);
        body = body[(end + 1)..];
        return text;
    }
}
