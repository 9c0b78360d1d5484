using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>
/// The rows of any report under the names of contract section 14, to be written as JSON or CSV. A cell is a text, a number,
/// a list of sums by currency, or null.
/// </summary>
/// <param name="IsTruncated">Whether there are more rows than these.</param>
internal sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, bool IsTruncated = false)
{
    private static readonly string[] FigureColumns =
    [
        "scans", "sessions", "visitors", "events", "duplicates", "conversions", "converted_sessions", "conversion_rate", "revenue", "refunds",
    ];

    public static ReportTable Of(IReadOnlyList<FigureRow> rows) => Figures(rows, [], key => [key.First]);

    /// <summary>A QR code by its <c>qrid</c>, with its name; all sessions that no scan of ours made under null.</summary>
    public static ReportTable OfQrCodes(IReadOnlyList<FigureRow> rows, IReadOnlyList<QrCode> codes)
    {
        var names = Names(codes);
        return Figures(rows, ["name"], key => [key.First, key.First is { } qrid ? names.GetValueOrDefault(qrid) : null]);
    }

    public static ReportTable OfDevices(IReadOnlyList<FigureRow> rows) =>
        Figures(rows, ["device_type", "browser", "os"], key => [Joined(key.First, key.Second, key.Third), key.First, key.Second, key.Third]);

    public static ReportTable OfLocations(IReadOnlyList<FigureRow> rows) =>
        Figures(rows, ["country", "city"], key => [Joined(key.First, key.Second), key.First, key.Second]);

    public static ReportTable Of(IReadOnlyList<FunnelStep> steps) => new(
        ["step", "sessions", "drop_off_percent", "median_seconds"],
        [.. steps.Select(object?[] (r) => [r.Step, r.Sessions, r.DropOffPercent, r.MedianSeconds])]);

    public static ReportTable Of(IReadOnlyList<CreditRow> rows, IReadOnlyList<QrCode> codes)
    {
        var names = Names(codes);
        return new(
            ["qrid", "name", "conversions", "revenue"],
            [.. rows.Select(object?[] (r) => [r.Qrid, r.Qrid is { } qrid ? names.GetValueOrDefault(qrid) : null, r.Conversions, r.Revenue])]);
    }

    /// <summary>As it is shown: with <see cref="SiteReports.MostRows"/> at most.</summary>
    public ReportTable Truncated() =>
        Rows.Count <= SiteReports.MostRows ? this : this with { Rows = [.. Rows.Take(SiteReports.MostRows)], IsTruncated = true };

    private static ReportTable Figures(IReadOnlyList<FigureRow> rows, string[] keyColumns, Func<ReportKey, object?[]> key) => new(
        ["key", .. keyColumns, .. FigureColumns],
        [.. rows.Select(r => (object?[])[.. key(r.Key), .. Cells(r.Figures)])]);

    private static object?[] Cells(Figures f) =>
    [
        f.Scans, f.Sessions, f.Visitors, f.Events, f.Duplicates, f.Conversions, f.ConvertedSessions, f.ConversionRate, f.Revenue, f.Refunds,
    ];

    /// <summary>Null when nothing is known of the device or place.</summary>
    private static string? Joined(params string?[] parts) =>
        parts.All(p => p is null) ? null : string.Join(" / ", parts.Select(p => p ?? "unknown"));

    private static Dictionary<string, string> Names(IReadOnlyList<QrCode> codes) => codes.ToDictionary(c => c.Qrid, c => c.Name);
}
