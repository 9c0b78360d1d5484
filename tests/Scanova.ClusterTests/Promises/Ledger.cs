using System.Collections.Concurrent;

namespace Scanova.ClusterTests.Promises;

/// <summary>What the clients of a test sent and were promised: the measure of what the service must hold afterwards.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Entry> _entries = new();
    private int _acknowledged;

    public IReadOnlyCollection<Entry> Entries => _entries;

    /// <summary>Entries answered with 200 so far.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <param name="amount">In US dollars, of a server event; null makes a browser event.</param>
    public Entry Open(Session session, decimal? amount) => Open(Guid.NewGuid(), session, amount);

    /// <summary>The event once more, under its id but in another scan session.</summary>
    public Entry OpenAgain(Entry entry, Session session) => Open(entry.EventId, session, entry.Amount);

    private Entry Open(Guid eventId, Session session, decimal? amount)
    {
        var entry = new Entry(this, eventId, session, amount);
        _entries.Enqueue(entry);
        return entry;
    }

    /// <summary>One event as some client means it: how often it was sent, and whether any send was answered with 200.</summary>
    internal sealed class Entry(Ledger ledger, Guid eventId, Session session, decimal? amount)
    {
        private int _sends;
        private int _originals;
        private int _acknowledgements;

        public Guid EventId => eventId;

        public Session Session => session;

        public decimal? Amount => amount;

        public int Sends => Volatile.Read(ref _sends);

        public int Acknowledgements => Volatile.Read(ref _acknowledgements);

        /// <summary>Answers that called it no duplicate.</summary>
        public int Originals => Volatile.Read(ref _originals);

        public void Sent(int times) => Interlocked.Add(ref _sends, times);

        public void Answered(bool isDuplicate)
        {
            if (!isDuplicate) Interlocked.Increment(ref _originals);
            if (Interlocked.Increment(ref _acknowledgements) == 1) Interlocked.Increment(ref ledger._acknowledged);
        }
    }
}

/// <summary>A scan session and the visitor all its events name.</summary>
internal sealed record Session(Guid ScanSessionId, Guid VisitorId);
