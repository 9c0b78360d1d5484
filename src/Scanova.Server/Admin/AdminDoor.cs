using Microsoft.AspNetCore.Http.Features;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;

namespace Scanova.Server.Admin;

/// <summary>What every administrative request must pass before its route runs, in the order of contract section 5: size, content type, key.</summary>
internal sealed class AdminDoor(AdminKey key) : IEndpointFilter
{
    private const int MostBodyBytes = 64 * 1024;
    private const string Header = "X-Admin-Key";
    private static readonly Problem TooLarge = Problem.Of(StatusCodes.Status413PayloadTooLarge, "The body is too large");
    private static readonly Problem NoKey = Problem.Of(StatusCodes.Status401Unauthorized, $"{Header} is required");
    private static readonly Problem WrongKey = Problem.Of(StatusCodes.Status403Forbidden, "Admin key is wrong");

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
        if (request.ContentLength > MostBodyBytes) return TooLarge;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBodyBytes;
        if (request.Method is "POST" or "PATCH" && ContentTypes.Check(request) is { } problem) return problem;

        var presented = request.Headers[Header].ToString();
        if (presented.Length == 0) return NoKey;
        return key.Matches(presented) ? null : WrongKey;
    }
}
