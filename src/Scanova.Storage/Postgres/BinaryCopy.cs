using System.Buffers.Binary;
using Npgsql;

namespace Scanova.Storage.Postgres;

/// <summary>The rows of <c>COPY … TO STDOUT (FORMAT binary)</c>, each read in one buffer that the next one overwrites.</summary>
internal sealed class BinaryCopy : IAsyncDisposable
{
    /// <summary>Signature, flags, and the length of a header extension, which is 0.</summary>
    private const int Header = 19;

    private readonly NpgsqlRawCopyStream _stream;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isOver;

    private BinaryCopy(NpgsqlRawCopyStream stream) => _stream = stream;

    public static async Task<BinaryCopy> Begin(NpgsqlConnection connection, string query, CancellationToken cancellation)
    {
        var copy = new BinaryCopy(await connection.BeginRawBinaryCopyAsync($"COPY ({query}) TO STDOUT (FORMAT binary)", cancellation));
        while (copy._end < Header) await copy.Fill(cancellation);
        copy._start = Header;
        return copy;
    }

    /// <summary>Waits for more bytes, which may make a row whole; false at the end.</summary>
    public async ValueTask<bool> Fill(CancellationToken cancellation)
    {
        MakeRoom();
        var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += count;
        _isOver = count == 0;
        return !_isOver;
    }

    /// <summary>The fields of the next row, if all of it has come. They stand until the next <see cref="Fill"/>.</summary>
    public bool TryNext(out ReadOnlySpan<byte> fields)
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        var length = Length(bytes);
        fields = length < 0 ? default : bytes[sizeof(short)..length];
        _start += Math.Max(length, 0);
        return length >= 0;
    }

    /// <summary>What was not read is not waited for: the server is told to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isOver) await _stream.CancelAsync();
        await _stream.DisposeAsync();
    }

    /// <summary>Of the row that begins here; −1 while it is not whole, and for the mark after the last one.</summary>
    private static int Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short)) return -1;
        var fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (fields < 0) return -1;

        var length = sizeof(short);
        for (var i = 0; i < fields; i++)
        {
            if (bytes.Length < length + sizeof(int)) return -1;
            length += sizeof(int) + Math.Max(BinaryPrimitives.ReadInt32BigEndian(bytes[length..]), 0);
        }

        return length <= bytes.Length ? length : -1;
    }

    private void MakeRoom()
    {
        var isFull = _start == 0 && _end == _buffer.Length;
        if (isFull) Array.Resize(ref _buffer, _buffer.Length * 2);
        if (_start == 0) return;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
    }
}
