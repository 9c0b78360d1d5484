using System.Globalization;
using System.Text;
using CsCheck;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Tests.Ingest.Wire;

public sealed class AmountTextTests
{
    [Theory]
    [InlineData("49.99", "49.99")]
    [InlineData("1.10", "1.10")]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0.0")]
    [InlineData("-5", "-5")]
    [InlineData("4.999e1", "49.99")]
    [InlineData("1E12", "1000000000000")]
    [InlineData("-1000000000000.000000", "-1000000000000.000000")]
    [InlineData("999999999999.999999", "999999999999.999999")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("1500000e-6", "1.500000")]
    [InlineData("0e400", "0")]
    public void Every_decimal_is_kept(string number, string amount)
    {
        Parse(number, out var parsed).Should().BeNull();

        parsed.ToString(CultureInfo.InvariantCulture).Should().Be(amount);
    }

    [Theory]
    [InlineData("1000000000000.000001")]
    [InlineData("-1000000000001")]
    [InlineData("1e13")]
    [InlineData("1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("99999999999999999999999999999999999999")]
    public void An_amount_beyond_a_million_millions_is_too_large(string number) => Parse(number, out _).Should().Be(AmountText.TooLarge);

    [Theory]
    [InlineData("0.0000001")]
    [InlineData("1.0000000")]
    [InlineData("1e-7")]
    [InlineData("1e-99999999999999999999")]
    public void More_than_six_decimals_are_too_fine(string number) => Parse(number, out _).Should().Be(AmountText.TooFine);

    [Fact]
    public void It_agrees_with_decimal_on_every_amount_in_range() =>
        Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000].Select(Gen.Int[0, 6]).Sample((digits, decimals) =>
        {
            var amount = new decimal(digits) / (decimal)Math.Pow(10, decimals);
            var text = amount.ToString(CultureInfo.InvariantCulture);
            var flaw = Parse(text, out var parsed);
            return Math.Abs(amount) > 1_000_000_000_000m ? flaw == AmountText.TooLarge : flaw is null && parsed == amount && parsed.Scale == amount.Scale;
        });

    private static Flaw? Parse(string number, out decimal amount) => AmountText.Parse(Encoding.UTF8.GetBytes(number), out amount);
}
