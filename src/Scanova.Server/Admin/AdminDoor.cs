using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Scanova.Server.Http;

namespace Scanova.Server.Admin;

/// <summary>What every administrative request must pass before its route runs, in the order of contract section 5: size, content type, key.</summary>
internal sealed class AdminDoor(AdminKey key) : IEndpointFilter
{
    private const int MostBodyBytes = 64 * 1024;
    private const string Header = "X-Admin-Key";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Refusal(http) is not { } problem) return await next(context);

        await problem.Send(http);
        return Results.Empty;
    }

    private Problem? Refusal(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > MostBodyBytes) return Problem.Of(StatusCodes.Status413PayloadTooLarge, "The body is larger than 64 KiB");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBodyBytes;
        if (request.Method is "POST" or "PATCH" && !IsJson(request.ContentType)) return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "application/json expected");

        if (request.Headers[Header] is not [{ Length: > 0 } presented]) return Problem.Of(StatusCodes.Status401Unauthorized, $"{Header} required");
        return key.Matches(presented) ? null : Problem.Of(StatusCodes.Status403Forbidden, $"{Header} is not the admin key");
    }

    private static bool IsJson(string? contentType) =>
        contentType is null || (MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Value is "application/json" or "text/plain");
}
