using System.Buffers;

namespace Scanova.Server.Http;

/// <summary>
/// A request's body in one pooled buffer, never more of it than a limit. The buffer grows with what arrives, not with what
/// is announced.
/// </summary>
internal sealed class RequestBody(HttpRequest request, int limit) : IDisposable
{
    private const int FirstBuffer = 4 * 1024;
    private const int LargestFirstBuffer = 64 * 1024;

    private static readonly Problem TooLarge = Problem.Of(StatusCodes.Status413PayloadTooLarge, "The body is too large");

    private byte[] _buffer = [];
    private int _length;
    private bool _isRead;

    /// <summary>The bytes, without a byte order mark; may be written to.</summary>
    public Span<byte> Bytes
    {
        get
        {
            var bytes = _buffer.AsSpan(0, _length);
            return bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
    }

    /// <summary>Refuses a body over the limit: by its announced length, or, where none is, by reading it.</summary>
    public async ValueTask<Problem?> CheckSize(CancellationToken cancellation)
    {
        if (request.ContentLength is { } announced) return announced > limit ? TooLarge : null;
        await Read(cancellation);
        return _length > limit ? TooLarge : null;
    }

    /// <summary>Reads the body, unless that has been done.</summary>
    public async ValueTask Read(CancellationToken cancellation)
    {
        if (_isRead) return;
        _isRead = true;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength ?? FirstBuffer, 1, LargestFirstBuffer));
        while (_length <= limit)
        {
            if (_length == _buffer.Length) Grow();
            var read = await request.Body.ReadAsync(_buffer.AsMemory(_length), cancellation);
            if (read == 0) return;
            _length += read;
            if (_length == request.ContentLength) return;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
