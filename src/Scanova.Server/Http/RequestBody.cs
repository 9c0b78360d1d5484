using System.Buffers;

namespace Scanova.Server.Http;

/// <summary>
/// A request's body in one pooled buffer, never more of it than a limit. The buffer grows with what arrives, not with what
/// is announced.
/// </summary>
/// <param name="budget">Where the limit is over <see cref="BodyBudget.Free"/>.</param>
internal sealed class RequestBody(HttpRequest request, int limit, BodyBudget? budget = null) : IDisposable
{
    private const int FirstBuffer = 4 * 1024;

    private static readonly Problem TooLarge = Problem.Of(StatusCodes.Status413PayloadTooLarge, "The body is too large");

    private static readonly Problem Overloaded =
        Problem.Of(StatusCodes.Status503ServiceUnavailable, "Too many large bodies at once: repeat with the same event_ids") with { RetryAfter = 2 };

    private byte[] _buffer = [];
    private int _length;
    private int _taken;
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
    /// <returns>413, 503 when too many large bodies are held already, or null.</returns>
    public async ValueTask<Problem?> CheckSize(CancellationToken cancellation)
    {
        if (request.ContentLength is { } announced) return announced > limit ? TooLarge : null;
        return await Read(cancellation) ?? (_length > limit ? TooLarge : null);
    }

    /// <summary>Reads the body, unless that has been done.</summary>
    /// <returns>503 when too many large bodies are held already, or null.</returns>
    public async ValueTask<Problem?> Read(CancellationToken cancellation)
    {
        if (_isRead) return null;
        _isRead = true;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength ?? FirstBuffer, 1, BodyBudget.Free));
        while (_length <= limit)
        {
            if (_length == _buffer.Length && !TryGrow()) return Overloaded;
            var read = await request.Body.ReadAsync(_buffer.AsMemory(_length), cancellation);
            if (read == 0) return null;
            _length += read;
            if (_length == request.ContentLength) return null;
        }

        return null;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        budget?.Give(_taken);
        _taken = 0;
    }

    private bool TryGrow()
    {
        var size = _buffer.Length * 2;
        if (budget is not null && size > BodyBudget.Free)
        {
            if (!budget.TryTake(size - _taken)) return false;
            _taken = size;
        }

        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
