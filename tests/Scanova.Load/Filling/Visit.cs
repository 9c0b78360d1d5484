using Scanova.Events;

namespace Scanova.Load.Filling;

/// <summary>One step of a visit.</summary>
/// <param name="After">Since the scan.</param>
/// <param name="IsReturn">Whether the person had been away for days.</param>
internal readonly record struct Step(TimeSpan After, EventSource Source, string Name, Money? Value = null, bool IsReturn = false);

/// <summary>What people do after a scan: ten steps or so.</summary>
internal static class Visit
{
    /// <param name="isLinked">Whether it begins with a scan of ours.</param>
    public static IEnumerable<Step> Draw(Random random, Person person, bool isLinked)
    {
        if (isLinked) yield return new Step(TimeSpan.Zero, EventSource.Scan, "scan");

        var after = Seconds(random, 1, 8);
        var steps = person.IsBot ? random.Next(1, 4) : random.Next(3, 16);
        var returnsAt = !person.IsBot && random.NextDouble() < 0.2 ? steps / 2 : -1;
        for (var i = 0; i < steps; i++)
        {
            if (i == returnsAt) after += Days(random, 1, 10);
            yield return new Step(after, EventSource.Browser, i == 0 ? "page_view" : Name(random), IsReturn: returnsAt >= 0 && i >= returnsAt);
            after += Seconds(random, 3, 90);
        }

        if (person.IsBot) yield break;
        if (random.NextDouble() < 0.05) yield return new Step(after, EventSource.Server, "signup");
        if (random.NextDouble() >= 0.1) yield break;

        var amount = random.Next(500, 20_000) / 100m;
        yield return new Step(after + Seconds(random, 1, 120), EventSource.Server, "purchase", new Money(amount, person.Currency));
        if (random.NextDouble() < 0.02) yield return new Step(after + Days(random, 3, 14), EventSource.Server, "refund", new Money(-amount, person.Currency));
    }

    private static string Name(Random random) => random.NextDouble() switch
    {
        < 0.40 => "page_view",
        < 0.60 => "pageview",
        < 0.85 => "click",
        < 0.95 => "add_to_cart",
        _ => "form_submit",
    };

    private static TimeSpan Seconds(Random random, int least, int most) => TimeSpan.FromMilliseconds(random.Next(least * 1_000, most * 1_000));

    private static TimeSpan Days(Random random, int least, int most) => TimeSpan.FromSeconds(random.Next(least * 86_400, most * 86_400));
}
