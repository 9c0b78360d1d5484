using Scanova.Sites;

namespace Scanova.Server.Http;

/// <summary>Who asks, by header. Keys are looked at here and nowhere logged or repeated.</summary>
public sealed class Credentials(ISiteDirectory sites, IAdminKey adminKey)
{
    private const string ApiKeyHeader = "X-API-Key";
    private const string AdminKeyHeader = "X-Admin-Key";
    private static readonly Problem NoKey = Problem.Of(StatusCodes.Status401Unauthorized, $"{ApiKeyHeader} is required");
    private static readonly Problem WrongKey = Problem.Of(StatusCodes.Status403Forbidden, "API key is unknown or revoked");
    private static readonly Problem WrongAdminKey = Problem.Of(StatusCodes.Status403Forbidden, "Admin key is wrong");
    private static readonly Problem NoSite = Problem.Of(FieldProblem.InQuery(Flaw.Missing, "site_id"));

    /// <summary>The API key that the request presents, or the refusal: 401 without one, 403 when it is unknown or revoked.</summary>
    public async ValueTask<(ApiKey? Key, Problem? Problem)> ApiKey(HttpContext http)
    {
        var presented = http.Request.Headers[ApiKeyHeader].ToString();
        if (presented.Length == 0) return (null, NoKey);
        var key = await sites.FindKey(presented, http.RequestAborted);
        return key is null ? (null, WrongKey) : (key, null);
    }

    /// <summary>
    /// The site that a reader may see: its API key's, or any one named by <c>?site_id=</c> with the admin key, 422 without it
    /// (contract section 9).
    /// </summary>
    public async ValueTask<(string? SiteId, Problem? Problem)> Site(HttpContext http)
    {
        var presented = http.Request.Headers[AdminKeyHeader].ToString();
        if (presented.Length == 0 || http.Request.Headers.ContainsKey(ApiKeyHeader))
        {
            var (key, problem) = await ApiKey(http);
            return (key?.SiteId, problem);
        }

        if (!adminKey.Matches(presented)) return (null, WrongAdminKey);
        var siteId = http.Request.Query["site_id"].ToString();
        return siteId.Length == 0 ? (null, NoSite) : (siteId, null);
    }
}
