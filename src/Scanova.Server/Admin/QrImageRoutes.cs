using System.Text;
using Scanova.Server.Hosting;
using Scanova.Server.Http;
using Scanova.Server.Scans;
using Scanova.Server.Sites;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>
/// The picture of a code's scan URL. Options: <c>size</c> (pixels an edge), <c>margin</c> (modules), <c>ecc</c>,
/// <c>dark</c> and <c>light</c>.
/// </summary>
internal static class QrImageRoutes
{
    private delegate byte[] Drawing(string text, in QrImageOptions options);

    public static void MapQrImages(this IEndpointRouteBuilder admin)
    {
        Map("image.svg", "image/svg+xml", static (text, in options) => Encoding.UTF8.GetBytes(QrImage.Svg(text, options)));
        Map("image.png", "image/png", QrImage.Png);

        void Map(string name, string contentType, Drawing draw) => admin.MapGet(
            $"/sites/{{siteId}}/qr-codes/{{qrid}}/{name}",
            (HttpContext http, string siteId, string qrid, IQrCodeStore store, SiteDirectory directory, ScanovaOptions options) =>
                Send(http, siteId, qrid, store, directory, options, contentType, draw));
    }

    private static async Task Send(
        HttpContext http, string siteId, string qrid, IQrCodeStore store, SiteDirectory directory, ScanovaOptions options, string contentType, Drawing draw)
    {
        if (await http.QrCodeOrNotFound(directory, store, siteId, qrid) is not { } code) return;

        var scanUrl = $"{options.PublicBase(http.Request)}/s/{code.Code}";
        var query = new QrImageQuery(http.Request.Query);
        var image = query.Read(scanUrl);
        if (query.Problems.Count > 0)
        {
            await Problem.Of(query.Problems).Send(http);
            return;
        }

        var bytes = draw(scanUrl, image);
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
