using System.Text.Json;
using System.Text.Json.Serialization;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;
using Scanova.Server.Lookups;
using Scanova.Sites;

namespace Scanova.Server.Sdk;

/// <summary>
/// <c>POST /sdk/id</c>: keeps visitor and scan session in a first-party, HTTP-only cookie for browsers that delete what
/// scripts store. The one route with credentials, so the page's host must be named by the site: <c>*</c> alone does not do.
/// </summary>
internal sealed class SdkIdentity(ISiteDirectory sites, TimeProvider time)
{
    private const int MostBytes = 4 * 1024;
    private const string CookiePrefix = "_scnv_id_";
    private static readonly TimeSpan CookieAge = TimeSpan.FromDays(365);
    private static readonly Problem NoJson = Problem.Of(StatusCodes.Status400BadRequest, "The body must be a JSON object of this route");
    private static readonly Problem NoSite = Problem.Of(StatusCodes.Status400BadRequest, "site_id not found or inactive");
    private static readonly Problem NotAllowed = Problem.Of(StatusCodes.Status403Forbidden, "Domain not allowed by name");

    public async Task Answer(HttpContext http)
    {
        using var body = new RequestBody(http.Request, MostBytes);
        if (await Refusal(http, body) is { } problem)
        {
            await problem.Send(http);
            return;
        }

        if (await body.Read(http.RequestAborted) is { } overload)
        {
            await overload.Send(http);
            return;
        }

        if (Parse(body.Bytes) is not { SiteId: { } siteId } asked)
        {
            await NoJson.Send(http);
            return;
        }

        if (await sites.Find(siteId, http.RequestAborted) is not { Active: true } site)
        {
            await NoSite.Send(http);
            return;
        }

        if (!SenderHost.Of(http.Request.Headers).IsIn([.. site.AllowedDomains.Where(domain => domain != "*")]))
        {
            await NotAllowed.Send(http);
            return;
        }

        await Answer(http, asked, CookiePrefix + siteId);
    }

    private static async ValueTask<Problem?> Refusal(HttpContext http, RequestBody body) =>
        await body.CheckSize(http.RequestAborted)
        ?? ContentTypes.Check(http.Request)
        ?? (SenderHost.HasOrigin(http.Request.Headers) ? null : NotAllowed);

    private Task Answer(HttpContext http, Request asked, string cookieName)
    {
        var now = time.GetUtcNow();
        var known = asked.Forget
            ? default
            : RememberedIdentity.Merge(
                RememberedIdentity.Parse(http.Request.Cookies[cookieName]),
                new RememberedIdentity(Id(asked.VisitorId), Id(asked.ScanSessionId), asked.Exp),
                now);
        var cookie = new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/sdk/id",
            MaxAge = CookieAge,
        };
        if (asked.Forget) http.Response.Cookies.Delete(cookieName, cookie);
        else if (!known.IsEmpty) http.Response.Cookies.Append(cookieName, known.ToString(), cookie);

        if (http.ReflectOrigin()) http.Response.Headers.AccessControlAllowCredentials = "true";
        http.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.Send(http, StatusCodes.Status200OK, known, static (json, known) =>
        {
            json.WriteStartObject();
            json.WriteId("visitor_id", known.VisitorId);
            json.WriteId("scan_session_id", known.ScanSessionId);
            json.WriteNumberOrNull("exp", known.ExpiresAt);
            json.WriteEndObject();
        });
    }

    private static Request? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SdkIdentityJson.Default.Request);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is no id is as good as none.</summary>
    private static Guid? Id(string? text) => CanonicalId.TryParse(text ?? "", out var id) ? id : null;

    internal sealed record Request(string? SiteId, string? VisitorId, string? ScanSessionId, long? Exp, bool Forget);
}

[JsonSerializable(typeof(SdkIdentity.Request))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class SdkIdentityJson : JsonSerializerContext;
