using System.Globalization;
using System.Text.Json;
using Scanova.Events;
using Scanova.Reports;
using Scanova.Server.Lookups;

namespace Scanova.Server.Reports;

/// <summary>A report as JSON (contract section 14).</summary>
internal static class ReportJson
{
    public static void Write(Utf8JsonWriter json, (ReportDays Days, ReportTable Table) report)
    {
        json.WriteStartObject();
        json.WriteDay("from", report.Days.From);
        json.WriteDay("to", report.Days.To);
        json.WriteString("tz", report.Days.Zone.Id);
        if (report.Table.IsTruncated) json.WriteBoolean("truncated", true);
        json.WriteStartArray("rows");
        foreach (var row in report.Table.Rows)
        {
            json.WriteStartObject();
            foreach (var (column, cell) in report.Table.Columns.Zip(row)) WriteCell(json, column, cell);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteDay(this Utf8JsonWriter json, string name, DateOnly day) =>
        json.WriteString(name, day.ToString("O", CultureInfo.InvariantCulture));

    private static void WriteCell(Utf8JsonWriter json, string name, object? cell)
    {
        switch (cell)
        {
            case null:
                json.WriteNull(name);
                break;
            case long count:
                json.WriteNumber(name, count);
                break;
            case decimal number:
                json.WriteNumber(name, number);
                break;
            case IReadOnlyList<Money> sums:
                json.WriteSums(name, sums);
                break;
            default:
                json.WriteString(name, (string)cell);
                break;
        }
    }
}
