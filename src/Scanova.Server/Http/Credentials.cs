using Scanova.Sites;

namespace Scanova.Server.Http;

/// <summary>Who asks, by header. Keys are looked at here and nowhere logged or repeated.</summary>
public sealed class Credentials(ISiteDirectory sites, IAdminKey adminKey)
{
    private const string ApiKeyHeader = "X-API-Key";
    private const string AdminKeyHeader = "X-Admin-Key";
    private const string Bearer = "Bearer ";
    private static readonly Problem NoKey = Problem.Of(StatusCodes.Status401Unauthorized, $"{ApiKeyHeader} is required");
    private static readonly Problem WrongKey = Problem.Of(StatusCodes.Status403Forbidden, "API key is unknown or revoked");
    private static readonly Problem WrongAdminKey = Problem.Of(StatusCodes.Status403Forbidden, "Admin key is wrong");
    private static readonly Problem NoSite = Problem.Of(FieldProblem.InQuery(Flaw.Missing, "site_id"));

    /// <summary>The API key that the request presents, or the refusal: 401 without one, 403 when it is unknown or revoked.</summary>
    public ValueTask<(ApiKey? Key, Problem? Problem)> ApiKey(HttpContext http) =>
        Judge(http.Request.Headers[ApiKeyHeader].ToString(), http.RequestAborted);

    /// <summary>The same where clients of the hosted product send the key in <c>Authorization</c>, as it is or as a bearer token (contract section 14).</summary>
    public ValueTask<(ApiKey? Key, Problem? Problem)> ApiKeyOrAuthorization(HttpContext http)
    {
        var presented = http.Request.Headers[ApiKeyHeader].ToString();
        if (presented.Length > 0) return Judge(presented, http.RequestAborted);

        var authorization = http.Request.Headers.Authorization.ToString();
        return Judge(authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : authorization, http.RequestAborted);
    }

    /// <summary>
    /// The site that a reader may see: its API key's, or any one named by <c>?site_id=</c> with the admin key, 422 without it
    /// (contract section 9).
    /// </summary>
    /// <param name="inPath">The site that the path names; an admin need not name it again.</param>
    public async ValueTask<(string? SiteId, Problem? Problem)> Site(HttpContext http, string? inPath = null)
    {
        var presented = http.Request.Headers[AdminKeyHeader].ToString();
        if (presented.Length == 0 || http.Request.Headers.ContainsKey(ApiKeyHeader))
        {
            var (key, problem) = await ApiKey(http);
            return (key?.SiteId, problem);
        }

        if (!adminKey.Matches(presented)) return (null, WrongAdminKey);
        var siteId = inPath ?? http.Request.Query["site_id"].ToString();
        return siteId.Length == 0 ? (null, NoSite) : (siteId, null);
    }

    private async ValueTask<(ApiKey? Key, Problem? Problem)> Judge(string presented, CancellationToken cancellation)
    {
        if (presented.Length == 0) return (null, NoKey);
        var key = await sites.FindKey(presented, cancellation);
        return key is null ? (null, WrongKey) : (key, null);
    }
}
