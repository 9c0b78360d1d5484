using Scanova.Log;
using Scanova.Sessions;

namespace Scanova.Tests.Log;

public sealed class StreamSnapshotsTests
{
    private const int Due = (int)StreamSnapshots<ScanSession>.Interval;
    private static readonly StreamId Stream = StreamId.ScanSession(Some.SiteId, Some.Id(1));
    private readonly SnapshotsInMemory _storage = new();
    private readonly ScanSession _state = new();

    [Fact]
    public async Task A_snapshot_is_the_state_of_the_moment_it_was_taken_whenever_the_storage_serializes_it()
    {
        var gate = new Gate();
        _storage.BeforeWrite = gate.Pass;
        Fold(1, Due);

        var writing = Snapshots().WriteIfDue(_state);
        await gate.Arrived;
        Fold(Due + 1, 500);
        gate.Open();
        await writing;

        var read = await Snapshots().Read();
        read.Should().BeEquivalentTo(Folded(Due));
    }

    [Fact]
    public async Task A_state_is_written_at_growing_distances_and_read_back_as_it_was()
    {
        var snapshots = Snapshots();
        Fold(1, Due - 1);
        await snapshots.WriteIfDue(_state);
        (await Snapshots().Read()).Should().BeNull();

        Fold(Due, 300);
        await snapshots.WriteIfDue(_state);
        Fold(301, 449);
        await snapshots.WriteIfDue(_state);
        (await Snapshots().Read()).Should().BeEquivalentTo(Folded(300));

        Fold(450, 450);
        await snapshots.WriteIfDue(_state);
        (await Snapshots().Read()).Should().BeEquivalentTo(_state);
    }

    [Fact]
    public async Task A_failed_write_is_made_up_for_by_a_later_one()
    {
        var snapshots = Snapshots();
        Fold(1, Due);
        _storage.BeforeWrite = () => throw new InvalidOperationException("Away.");
        await snapshots.WriteIfDue(_state);
        _storage.Count.Should().Be(0);

        _storage.BeforeWrite = () => Task.CompletedTask;
        Fold(Due + 1, 3 * Due);
        await snapshots.WriteIfDue(_state);

        (await Snapshots().Read()).Should().BeEquivalentTo(_state);
    }

    [Fact]
    public async Task A_snapshot_in_a_form_of_earlier_is_none_and_is_written_over()
    {
        Fold(1, Due);
        await Snapshots().WriteIfDue(_state);
        _storage.Edit(payload => payload.Replace("\"Tallies\"", "\"Names\"", StringComparison.Ordinal));
        var snapshots = Snapshots();

        (await snapshots.Read()).Should().BeNull();
        await snapshots.WriteIfDue(_state);
        (await Snapshots().Read()).Should().BeEquivalentTo(_state);
    }

    /// <summary>As another activation would have them.</summary>
    private StreamSnapshots<ScanSession> Snapshots() => new(Stream, WriterUnderTest.Services(null!, _storage, new BegunStreams()));

    private void Fold(int from, int to)
    {
        for (var n = from; n <= to; n++) _state.Apply(Row(n));
    }

    private static ScanSession Folded(int rows)
    {
        var state = new ScanSession();
        for (var n = 1; n <= rows; n++) state.Apply(Row(n));
        return state;
    }

    private static StoredEvent Row(int n) => Some.Stored(
        Some.BrowserEvent(eventId: n, atSecond: n) with { RecordId = Some.Id(n), VisitorId = Some.Id(n), PageUrl = "https://shop.example/" }, n);
}
