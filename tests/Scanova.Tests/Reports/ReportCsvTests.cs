using System.Text;
using Scanova.Events;
using Scanova.Server.Reports;

namespace Scanova.Tests.Reports;

public sealed class ReportCsvTests
{
    [Fact]
    public void It_starts_with_the_byte_order_mark_that_spreadsheets_know_UTF_8_by()
    {
        var csv = ReportCsv.Write(new ReportTable(["key"], [["Größe"]]));

        csv.Take(3).Should().Equal(0xEF, 0xBB, 0xBF);
        Encoding.UTF8.GetString(csv[3..]).Should().Be("key\r\nGröße\r\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("＝1")]
    public void A_text_that_would_run_as_a_formula_is_shown_instead(string text) =>
        Lines(["key"], [text])[1].TrimStart('"').Should().StartWith("'" + text[..1].TrimEnd('\r', '\n'));

    [Fact]
    public void A_text_with_separators_or_quotes_is_quoted() => Lines(["key"], ["a,\"b\""])[1].Should().Be("\"a,\"\"b\"\"\"");

    [Fact]
    public void Sums_have_a_column_for_each_currency_that_occurs()
    {
        var table = new ReportTable(
            ["key", "revenue"],
            [["a", new List<Money> { new(49.90m, "USD") }], ["b", new List<Money> { new(5m, "EUR"), new(0.000001m, "USD") }], [null, new List<Money>()]]);

        Text(table).Should().Be("key,revenue_EUR,revenue_USD\r\na,0,49.90\r\nb,5,0.000001\r\n,0,0\r\n");
    }

    private static string[] Lines(string[] columns, object?[] row) => Text(new ReportTable(columns, [row])).Split("\r\n");

    private static string Text(ReportTable table) => Encoding.UTF8.GetString(ReportCsv.Write(table)).TrimStart('\uFEFF');
}
