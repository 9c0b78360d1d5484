using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Scanova.Server.Http;

namespace Scanova.Server.Reports;

/// <summary>What the hosted product's read route checks before its key: size, then content type (contract section 5).</summary>
internal sealed class TrackingDoor : IEndpointFilter
{
    private const int MostBodyBytes = 64 * 1024;

    private static readonly Problem TooLarge = Problem.Of(StatusCodes.Status413PayloadTooLarge, "The body is larger than 64 KiB");
    private static readonly Problem NotJson = Problem.Of(StatusCodes.Status415UnsupportedMediaType, "application/json expected");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBodyBytes;
        var problem = http.Request.ContentLength > MostBodyBytes ? TooLarge : IsJson(http.Request.ContentType) ? null : NotJson;
        if (problem is null) return await next(context);

        await problem.Send(http);
        return Results.Empty;
    }

    private static bool IsJson(string? contentType) =>
        contentType is null || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase)));
}
