using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Gate;

/// <summary>
/// All checks before a body is looked into, in the order of contract section 5: size, content type, rate limit per address,
/// key, rate limit per key. Leaves the body read.
/// </summary>
internal sealed class Intake(Credentials credentials, RateLimits limits)
{
    public async ValueTask<(Sender Sender, Problem? Problem)> Browser(HttpContext http, RequestBody body)
    {
        var problem = await body.CheckSize(http.RequestAborted)
            ?? ContentTypes.Check(http.Request)
            ?? limits.CheckAddress(http.Connection.RemoteIpAddress);
        if (problem is not null) return (default, problem);

        return (new Sender(null, SenderHost.Of(http.Request.Headers)), await body.Read(http.RequestAborted));
    }

    public async ValueTask<(Sender Sender, Problem? Problem)> Server(HttpContext http, RequestBody body)
    {
        var problem = await body.CheckSize(http.RequestAborted) ?? ContentTypes.Check(http.Request);
        if (problem is not null) return (default, problem);

        var (key, refused) = await credentials.ApiKey(http);
        problem = refused ?? limits.CheckKey(key!.KeyId);
        if (problem is not null) return (default, problem);

        return (new Sender(key!.SiteId, null), await body.Read(http.RequestAborted));
    }

    /// <summary>For <c>/validate</c>: no limit, any reader's credential, and the domain judged if there is an <c>Origin</c>.</summary>
    public async ValueTask<(Sender Sender, Problem? Problem)> Reader(HttpContext http, RequestBody body)
    {
        var problem = await body.CheckSize(http.RequestAborted) ?? ContentTypes.Check(http.Request);
        if (problem is not null) return (default, problem);

        var (siteId, refused) = await credentials.Site(http);
        if (refused is not null) return (default, refused);

        var headers = http.Request.Headers;
        return (new Sender(siteId, SenderHost.HasOrigin(headers) ? SenderHost.Of(headers) : null), await body.Read(http.RequestAborted));
    }
}
