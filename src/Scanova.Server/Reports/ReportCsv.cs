using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Scanova.Events;

namespace Scanova.Server.Reports;

/// <summary>
/// A report as CSV that spreadsheets open right: UTF-8 with a byte order mark, quoted where needed, a column for each
/// currency of a sum, and no text that would run as a formula.
/// </summary>
internal static class ReportCsv
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'],
        InjectionEscapeCharacter = '\'',
    };

    public static byte[] Write(ReportTable table)
    {
        var currencies = table.Columns.Select((_, i) => Currencies(table, i)).ToArray();
        using var bytes = new MemoryStream();
        using (var csv = new CsvWriter(new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)), Configuration))
        {
            foreach (var (column, sums) in table.Columns.Zip(currencies))
            {
                if (sums is null) csv.WriteField(column);
                else foreach (var currency in sums) csv.WriteField($"{column}_{currency}");
            }

            csv.NextRecord();
            foreach (var row in table.Rows)
            {
                foreach (var (cell, sums) in row.Zip(currencies))
                {
                    if (sums is null) csv.WriteField(Text(cell));
                    else foreach (var currency in sums) csv.WriteField(Text(Amount((IReadOnlyList<Money>)cell!, currency)));
                }

                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Those that occur in a column of sums; null for any other column.</summary>
    private static string[]? Currencies(ReportTable table, int column)
    {
        if (table.Rows.Count == 0 || table.Rows[0][column] is not IReadOnlyList<Money>) return null;
        return [.. table.Rows.SelectMany(r => (IReadOnlyList<Money>)r[column]!).Select(m => m.Currency).Distinct().Order(StringComparer.Ordinal)];
    }

    private static decimal Amount(IReadOnlyList<Money> sums, string currency) => sums.FirstOrDefault(s => s.Currency == currency).Amount;

    private static string? Text(object? cell) => Convert.ToString(cell, CultureInfo.InvariantCulture);
}
