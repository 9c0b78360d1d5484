namespace Scanova.Tests.Promises;

/// <summary>Sums of the largest amounts that contract section 3 allows stay exact wherever they are folded.</summary>
[Collection(OneApp.Name)]
public sealed class LargestAmountsTests(UnlimitedApp shared)
{
    private const decimal Largest = 1_000_000_000_000m;
    private const decimal Finest = 999_999_999_999.999999m;

    [Fact]
    public async Task A_thousand_of_the_largest_amounts_add_up()
    {
        var shop = await Customer.Of(shared.App);
        var (session, visitor) = (Guid.NewGuid(), Guid.NewGuid());
        decimal[] amounts = [.. Enumerable.Range(0, 1_000).Select(i => i % 2 == 0 ? Largest : Finest)];

        await shop.ServerBatch(amounts.Select(amount => Paid(amount)));
        (await Revenues()).Should().OnlyContain(sum => sum == amounts.Sum());

        await shop.ServerBatch(amounts.Select(amount => Paid(-amount)));
        await shop.Server(Paid(0.000001m));
        (await Revenues()).Should().OnlyContain(sum => sum == 0.000001m);

        object Paid(decimal amount) => new { scan_session_id = session, visitor_id = visitor, conversion_value = new { amount, currency = "USD" } };

        async Task<decimal[]> Revenues()
        {
            var states = new[] { await shop.Session(session), await shop.Visitor(visitor) };
            return [.. states.Select(state => state.GetProperty("revenue").GetProperty("USD").GetDecimal())];
        }
    }
}
