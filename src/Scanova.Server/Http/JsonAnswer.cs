using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scanova.Server.Http;

/// <summary>Sends JSON in one piece, with its length, so that no answer is chunked.</summary>
public static class JsonAnswer
{
    private const int LargestKept = 64 * 1024;

    /// <summary>Answers are read as JSON, never inside a page: only what JSON itself asks for is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Scratch? t_scratch;

    /// <param name="write">Writes the whole document. Runs before the first byte is sent.</param>
    public static Task Send<T>(HttpContext http, int status, T content, Action<Utf8JsonWriter, T> write)
    {
        var scratch = t_scratch ?? new Scratch();
        // Taken while in use, and not put back after a failure that left it half written.
        t_scratch = null;
        write(scratch.Json, content);
        scratch.Json.Flush();

        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = scratch.Buffer.WrittenCount;
        response.BodyWriter.Write(scratch.Buffer.WrittenSpan);

        if (scratch.Buffer.Capacity <= LargestKept) t_scratch = scratch.Emptied();
        return response.BodyWriter.FlushAsync(http.RequestAborted).AsTask();
    }

    private sealed class Scratch
    {
        public Scratch() => Json = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(512);

        public Utf8JsonWriter Json { get; }

        public Scratch Emptied()
        {
            Buffer.ResetWrittenCount();
            Json.Reset();
            return this;
        }
    }
}
