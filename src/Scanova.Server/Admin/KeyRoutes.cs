using Scanova.Server.Http;
using Scanova.Server.Lookups;
using Scanova.Server.Sites;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>The API keys of a site. A key is shown when it is made and never again.</summary>
internal static class KeyRoutes
{
    private const int LeastKeyCharacters = 20;
    private const int MostKeyCharacters = 256;

    private static readonly Flaw NotKey = new("20 to 256 visible ASCII characters expected", "value_error.api_key");
    private static readonly Problem Taken = Problem.Of(StatusCodes.Status409Conflict, "api_key exists already");
    private static readonly Problem NoKey = Problem.Of(StatusCodes.Status404NotFound, "No such key");

    public static void MapKeys(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/sites/{siteId}/keys", Create);
        admin.MapGet("/sites/{siteId}/keys", List);
        admin.MapDelete("/sites/{siteId}/keys/{keyId}", Revoke);
    }

    private static async Task Create(HttpContext http, string siteId, ISiteStore store, SiteDirectory directory, TimeProvider time)
    {
        if (await AdminBody.Read(http) is not { } fields) return;

        fields.Require("name");
        var name = fields.Text("name", SiteSettings.MostNameCharacters);
        var secret = fields.Parsed("api_key", int.MaxValue, Presentable, NotKey) ?? Secret.New("sk_");
        if (await fields.AnyProblemSent(http)) return;
        if (await http.SiteOrNotFound(directory, siteId) is not { } site) return;

        var key = new ApiKey(Guid.NewGuid(), site.SiteId, name!, Secret.Hash(secret), time.GetUtcNow().UtcDateTime, null, null);
        if (!await store.AddKey(key, http.RequestAborted))
        {
            await Taken.Send(http);
            return;
        }

        await directory.TryRefresh(http.RequestAborted);
        await JsonAnswer.Send(http, StatusCodes.Status201Created, (key, secret), static (json, made) =>
        {
            json.WriteStartObject();
            json.WriteString("key_id", made.key.KeyId);
            json.WriteString("name", made.key.Name);
            json.WriteString("api_key", made.secret);
            json.WriteTime("created_at", made.key.CreatedAt);
            json.WriteEndObject();
        });
    }

    private static async Task List(HttpContext http, string siteId, ISiteStore store, SiteDirectory directory)
    {
        if (await http.SiteOrNotFound(directory, siteId) is null) return;

        var keys = await store.Keys(siteId, http.RequestAborted);
        await JsonAnswer.Send(http, StatusCodes.Status200OK, keys, static (json, keys) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys) AdminJson.Write(json, key);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task Revoke(HttpContext http, string siteId, string keyId, ISiteStore store, SiteDirectory directory, TimeProvider time)
    {
        if (await http.SiteOrNotFound(directory, siteId) is null) return;

        var isRevoked = CanonicalId.TryParse(keyId, out var id)
            && await store.RevokeKey(siteId, id, time.GetUtcNow().UtcDateTime, http.RequestAborted);
        if (!isRevoked)
        {
            await NoKey.Send(http);
            return;
        }

        await directory.TryRefresh(http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>A key travels as a header.</summary>
    private static string? Presentable(string key) =>
        key.Length is >= LeastKeyCharacters and <= MostKeyCharacters && key.All(c => c is > ' ' and <= '~') ? key : null;
}
