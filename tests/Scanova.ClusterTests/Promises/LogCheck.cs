namespace Scanova.ClusterTests.Promises;

/// <summary>Holds the event log against the ledger (contract section 6).</summary>
internal static class LogCheck
{
    public static void Verify(Ledger ledger, IReadOnlyCollection<StoredRow> rows)
    {
        var originals = rows.Where(r => !r.IsDuplicate).ToLookup(r => r.EventId);
        var repeats = rows.Where(r => r.IsDuplicate).ToLookup(r => r.EventId);
        var sent = ledger.Entries.ToLookup(e => e.EventId);

        ledger.Acknowledged.Should().BePositive("a test without traffic proves nothing");
        originals.Where(o => o.Count() > 1).Should().BeEmpty("an id has one original");
        originals.Where(o => !sent.Contains(o.Key)).Should().BeEmpty("nothing not sent is there");
        repeats.Where(r => !originals.Contains(r.Key)).Should().BeEmpty("a repeat has an original");
        sent.Where(e => e.Any(x => x.Acknowledgements > 0) && !originals.Contains(e.Key)).Should().BeEmpty("what was acknowledged is stored");
        sent.Where(e => e.Sum(x => x.Originals) > 1).Should().BeEmpty("only one answer for an id says that it is no duplicate");

        VerifyCounts(ledger, rows);
        VerifyRevenue(sent, originals);
    }

    /// <summary>A repeat of the client's is a row of its own, a retry of the service's is none.</summary>
    private static void VerifyCounts(Ledger ledger, IReadOnlyCollection<StoredRow> rows)
    {
        var stored = rows.ToLookup(r => (r.EventId, r.Session));
        var events = ledger.Entries.GroupBy(e => (e.EventId, e.Session))
            .Select(e => new { e.Key, Rows = stored[e.Key].Count(), Sends = e.Sum(x => x.Sends), Acknowledgements = e.Sum(x => x.Acknowledgements) })
            .ToList();
        events.Where(e => e.Rows > e.Sends).Should().BeEmpty("nothing is stored more often than it was sent");
        events.Where(e => e.Rows < e.Acknowledgements).Should().BeEmpty("every 200 has a row");
    }

    private static void VerifyRevenue(ILookup<Guid, Ledger.Entry> sent, ILookup<Guid, StoredRow> originals)
    {
        var promised = sent.Where(e => originals.Contains(e.Key)).Sum(e => e.First().Amount ?? 0);
        originals.Sum(o => o.Sum(r => r.Amount ?? 0)).Should().Be(promised, "each original counts once, with the amount that was sent");
    }
}
