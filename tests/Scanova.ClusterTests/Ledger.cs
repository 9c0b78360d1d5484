using System.Collections.Concurrent;

namespace Scanova.ClusterTests;

/// <summary>What the clients of a test sent and were promised: the measure of what the service must hold afterwards.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    public IReadOnlyCollection<Entry> Entries => (IReadOnlyCollection<Entry>)_entries.Values;

    public int Acknowledged => _entries.Values.Count(e => e.IsAcknowledged);

    public Entry Open(Guid scanSessionId, decimal amount)
    {
        var entry = new Entry(Guid.NewGuid(), scanSessionId, amount);
        _entries[entry.EventId] = entry;
        return entry;
    }

    /// <summary>One event: how often it was sent, and whether any send was answered with 200.</summary>
    internal sealed class Entry(Guid eventId, Guid scanSessionId, decimal amount)
    {
        private int _sends;
        private int _acknowledgements;

        public Guid EventId => eventId;

        public Guid ScanSessionId => scanSessionId;

        public decimal Amount => amount;

        public int Sends => Volatile.Read(ref _sends);

        public bool IsAcknowledged => Volatile.Read(ref _acknowledgements) > 0;

        public void Sent() => Interlocked.Increment(ref _sends);

        public void Answered() => Interlocked.Increment(ref _acknowledgements);
    }
}
