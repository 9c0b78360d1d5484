using Orleans.Storage;
using Scanova.Sessions;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>Orleans' ADO.NET grain storage on our table and query texts.</summary>
public sealed class OrleansGrainStorageTests(OrleansSilos cluster) : IClassFixture<OrleansSilos>
{
    private const string StateName = "test-state";

    private static readonly GrainType Kind = GrainType.Create("test");

    private readonly GrainId _grain = GrainId.Create(Kind, GrainIdKeyExtensions.CreateGuidKey(Guid.NewGuid(), "site_one"));

    private IGrainStorage States => cluster.States;

    [Fact]
    public async Task A_state_is_written_read_and_written_again()
    {
        var written = new GrainState<ScanSession>(Folded(1));
        await States.WriteStateAsync(StateName, _grain, written);
        var read = new GrainState<ScanSession>();

        await States.ReadStateAsync(StateName, _grain, read);
        read.RecordExists.Should().BeTrue();
        read.ETag.Should().Be(written.ETag);
        read.State.Should().BeEquivalentTo(written.State);

        read.State = Folded(2);
        await States.WriteStateAsync(StateName, _grain, read);
        await States.ReadStateAsync(StateName, _grain, written);
        written.State!.Version.Should().Be(2);
    }

    [Fact]
    public async Task A_state_is_its_own_under_every_part_of_its_key()
    {
        await States.WriteStateAsync(StateName, _grain, new GrainState<ScanSession>(Folded(1)));
        var key = Guid.NewGuid();
        GrainId[] others =
        [
            GrainId.Create(Kind, GrainIdKeyExtensions.CreateGuidKey(key, "site_one")),
            GrainId.Create(Kind, GrainIdKeyExtensions.CreateGuidKey(_grain.GetGuidKey(), "site_two")),
            GrainId.Create(Kind, GrainIdKeyExtensions.CreateGuidKey(_grain.GetGuidKey())),
        ];

        foreach (var other in others) (await Exists(StateName, other)).Should().BeFalse();
        (await Exists("another-state", _grain)).Should().BeFalse();
        (await Exists(StateName, _grain)).Should().BeTrue();
    }

    [Fact]
    public async Task Of_many_first_writes_at_once_one_wins_and_the_others_conflict()
    {
        var writes = await Task.WhenAll(Enumerable.Range(1, 10).Select(version => Task.Run(() => Write(new GrainState<ScanSession>(Folded(version))))));

        writes.Should().ContainSingle(won => won);
    }

    [Fact]
    public async Task A_write_on_an_outdated_version_conflicts()
    {
        var first = new GrainState<ScanSession>(Folded(1));
        await States.WriteStateAsync(StateName, _grain, first);
        var outdated = new GrainState<ScanSession>(Folded(5), first.ETag) { RecordExists = true };
        await States.WriteStateAsync(StateName, _grain, first);

        (await Write(outdated)).Should().BeFalse();
        (await Write(new GrainState<ScanSession>(Folded(6)))).Should().BeFalse("it expects none");
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_can_be_written_again()
    {
        var state = new GrainState<ScanSession>(Folded(1));
        await States.WriteStateAsync(StateName, _grain, state);
        var outdated = new GrainState<ScanSession>(Folded(1), state.ETag) { RecordExists = true };

        await States.ClearStateAsync(StateName, _grain, state);

        (await Exists(StateName, _grain)).Should().BeFalse();
        await FluentActions.Awaiting(() => States.ClearStateAsync(StateName, _grain, outdated)).Should().ThrowAsync<InconsistentStateException>();
        state.State = Folded(7);
        await States.WriteStateAsync(StateName, _grain, state);
        (await Exists(StateName, _grain)).Should().BeTrue();
    }

    private static ScanSession Folded(int rows)
    {
        var session = new ScanSession();
        var stream = Some.Session();
        var append = Some.Append(stream, 0, [.. Enumerable.Range(0, rows).Select(i => Some.Purchase(stream, 49.90m + i))]);
        foreach (var row in append.Rows) session.Apply(row);
        return session;
    }

    private async Task<bool> Exists(string stateName, GrainId grain)
    {
        var state = new GrainState<ScanSession>();
        await States.ReadStateAsync(stateName, grain, state);
        return state.RecordExists;
    }

    private async Task<bool> Write(GrainState<ScanSession> state)
    {
        try
        {
            await States.WriteStateAsync(StateName, _grain, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
