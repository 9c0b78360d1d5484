using Scanova.Server.Hosting;
using Scanova.Server.Http;
using Scanova.Server.Scans;
using Scanova.Server.Sites;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>The QR codes of a site.</summary>
internal static class QrCodeRoutes
{
    private static readonly Problem NoCode = Problem.Of(StatusCodes.Status404NotFound, "No such QR code");

    public static void MapQrCodes(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/sites/{siteId}/qr-codes", Create);
        admin.MapGet("/sites/{siteId}/qr-codes", List);
        admin.MapGet("/sites/{siteId}/qr-codes/{qrid}", Get);
        admin.MapPatch("/sites/{siteId}/qr-codes/{qrid}", Change);
    }

    /// <returns>Null when the request was answered 404.</returns>
    public static async Task<QrCode?> QrCodeOrNotFound(this HttpContext http, SiteDirectory directory, IQrCodeStore store, string siteId, string qrid)
    {
        if (await http.SiteOrNotFound(directory, siteId) is null) return null;
        if (await store.Find(siteId, qrid, http.RequestAborted) is { } code) return code;

        await NoCode.Send(http);
        return null;
    }

    private static async Task Create(
        HttpContext http, string siteId, IQrCodeStore store, SiteDirectory directory, ScanovaOptions options, TimeProvider time)
    {
        if (await AdminBody.Read(http) is not { } fields) return;

        fields.Require("name", "destination_url");
        var code = QrCodeSettings.Read(fields).Over(new QrCode("", "", siteId, "", "", [], Active: true, time.GetUtcNow().UtcDateTime));
        if (await fields.AnyProblemSent(http)) return;
        if (await http.SiteOrNotFound(directory, siteId) is null) return;

        do
        {
            code = code with { Qrid = ShortCode.NewQrid(), Code = ShortCode.New() };
        }
        while (!await store.Create(code, http.RequestAborted));

        await Send(http, StatusCodes.Status201Created, code, options);
    }

    private static async Task List(HttpContext http, string siteId, IQrCodeStore store, SiteDirectory directory, ScanovaOptions options)
    {
        if (await http.SiteOrNotFound(directory, siteId) is null) return;

        var codes = await store.OfSite(siteId, http.RequestAborted);
        await JsonAnswer.Send(http, StatusCodes.Status200OK, (codes, ScanBase: options.PublicBase(http.Request)), static (json, list) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("qr_codes");
            foreach (var code in list.codes) AdminJson.Write(json, code, list.ScanBase);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task Get(HttpContext http, string siteId, string qrid, IQrCodeStore store, SiteDirectory directory, ScanovaOptions options)
    {
        if (await http.QrCodeOrNotFound(directory, store, siteId, qrid) is { } code) await Send(http, StatusCodes.Status200OK, code, options);
    }

    private static async Task Change(
        HttpContext http, string siteId, string qrid, IQrCodeStore store, QrCodeCache cache, SiteDirectory directory, ScanovaOptions options)
    {
        if (await AdminBody.Read(http) is not { } fields) return;
        if (await http.QrCodeOrNotFound(directory, store, siteId, qrid) is null) return;

        var change = QrCodeSettings.Read(fields);
        if (await fields.AnyProblemSent(http)) return;

        if (await store.Update(siteId, qrid, change, http.RequestAborted) is not { } code)
        {
            await NoCode.Send(http);
            return;
        }

        cache.Forget(code.Code);
        await Send(http, StatusCodes.Status200OK, code, options);
    }

    private static Task Send(HttpContext http, int status, QrCode code, ScanovaOptions options) =>
        JsonAnswer.Send(http, status, (code, ScanBase: options.PublicBase(http.Request)), static (json, one) => AdminJson.Write(json, one.code, one.ScanBase));
}
