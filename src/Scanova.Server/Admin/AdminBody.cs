using System.Text.Json;
using Scanova.Server.Http;

namespace Scanova.Server.Admin;

/// <summary>The JSON object of an administrative request.</summary>
internal static class AdminBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <returns>Null when the request was answered 400.</returns>
    public static async Task<AdminFields?> Read(HttpContext http)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, Strict, http.RequestAborted);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new AdminFields(document.RootElement.Clone());
            await Problem.Of(StatusCodes.Status400BadRequest, "The body is not a JSON object").Send(http);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser throws the latter for an unpaired surrogate in a key.
            await Problem.Of(StatusCodes.Status400BadRequest, "The body is not valid JSON").Send(http);
        }

        return null;
    }
}
