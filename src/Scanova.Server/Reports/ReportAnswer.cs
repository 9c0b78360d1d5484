using System.Globalization;
using Microsoft.Net.Http.Headers;
using Scanova.Reports;
using Scanova.Server.Http;

namespace Scanova.Server.Reports;

/// <summary>Sends a report as the caller likes it: CSV where <c>Accept</c> prefers it, else JSON.</summary>
internal static class ReportAnswer
{
    public static async Task Send(HttpContext http, string report, ReportDays days, ReportTable table)
    {
        http.Response.Headers.Vary = HeaderNames.Accept;
        if (table.IsTruncated) http.Response.Headers["X-Truncated"] = "true";
        if (!PrefersCsv(http.Request))
        {
            await JsonAnswer.Send(http, StatusCodes.Status200OK, (days, table), ReportJson.Write);
            return;
        }

        var csv = ReportCsv.Write(table);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.ContentLength = csv.Length;
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{report}_{days.From:O}_{days.To:O}.csv\"");
        await http.Response.Body.WriteAsync(csv, http.RequestAborted);
    }

    private static bool PrefersCsv(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality("text/csv") is > 0 and var csv && csv >= Quality("application/json");

        double Quality(string type) => accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
