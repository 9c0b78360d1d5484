using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Scanova.Tests.Storage;

/// <summary>What our tables and queries must do for Orleans' own ADO.NET grain storage, in a real silo; one subclass a database.</summary>
public abstract class SnapshotStorageContract : IAsyncLifetime
{
    private const string Provider = "snapshots";
    private const string StateName = "session";

    private InProcessTestCluster? _cluster;

    private IGrainStorage Storage => _cluster!.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(Provider);

    [Fact]
    public async Task A_state_is_written_read_and_written_again()
    {
        var grain = SomeGrain();
        var written = new GrainState<Tally> { State = new Tally("grüße 'n' \"more\"", 1) };
        await Storage.WriteStateAsync(StateName, grain, written);
        written.State = written.State with { Count = 2 };
        await Storage.WriteStateAsync(StateName, grain, written);

        var read = await Read(grain);

        read.RecordExists.Should().BeTrue();
        read.State.Should().Be(written.State);
        read.ETag.Should().Be(written.ETag).And.Be("2");
    }

    [Fact]
    public async Task A_state_that_was_never_written_does_not_exist()
    {
        var read = await Read(SomeGrain());

        read.RecordExists.Should().BeFalse();
        read.ETag.Should().BeNull();
    }

    [Fact]
    public async Task Grains_and_states_do_not_share_a_row()
    {
        var key = Guid.NewGuid();
        GrainId[] grains = [GrainWith(key, "site-a"), GrainWith(key, "site-b"), GrainWith(Guid.NewGuid(), "site-a")];
        for (var i = 0; i < grains.Length; i++)
        {
            await Storage.WriteStateAsync(StateName, grains[i], new GrainState<Tally> { State = new Tally("s", i) });
            await Storage.WriteStateAsync("visitor", grains[i], new GrainState<Tally> { State = new Tally("v", i) });
        }

        for (var i = 0; i < grains.Length; i++)
        {
            (await Read(grains[i])).State.Should().Be(new Tally("s", i));
            (await Read(grains[i], "visitor")).State.Should().Be(new Tally("v", i));
        }
    }

    [Fact]
    public async Task A_stale_writer_gets_a_conflict_and_changes_nothing()
    {
        var grain = SomeGrain();
        await Storage.WriteStateAsync(StateName, grain, new GrainState<Tally> { State = new Tally("a", 1) });
        var (one, two) = (await Read(grain), await Read(grain));
        one.State = new Tally("one", 2);
        await Storage.WriteStateAsync(StateName, grain, one);

        two.State = new Tally("two", 2);
        await FluentActions.Awaiting(() => Storage.WriteStateAsync(StateName, grain, two)).Should().ThrowAsync<InconsistentStateException>();
        await FluentActions.Awaiting(() => Storage.ClearStateAsync(StateName, grain, two)).Should().ThrowAsync<InconsistentStateException>();

        (await Read(grain)).State.Should().Be(one.State);
    }

    [Fact]
    public async Task Of_two_first_writers_one_gets_a_conflict()
    {
        var grain = SomeGrain();

        var writes = Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await Storage.WriteStateAsync(StateName, grain, new GrainState<Tally> { State = new Tally("first", i) });
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        });

        (await Task.WhenAll(writes)).Count(isWritten => isWritten).Should().Be(1);
        (await Read(grain)).ETag.Should().Be("1");
    }

    [Fact]
    public async Task A_writer_whose_row_is_gone_gets_a_conflict()
    {
        var lost = new GrainState<Tally> { State = new Tally("lost", 1), ETag = "1", RecordExists = true };

        await FluentActions.Awaiting(() => Storage.WriteStateAsync(StateName, SomeGrain(), lost)).Should().ThrowAsync<InconsistentStateException>();
    }

    [Fact]
    public async Task A_cleared_state_does_not_exist_and_can_be_written_again()
    {
        var grain = SomeGrain();
        var state = new GrainState<Tally> { State = new Tally("a", 1) };
        await Storage.WriteStateAsync(StateName, grain, state);

        await Storage.ClearStateAsync(StateName, grain, state);
        (await Read(grain)).RecordExists.Should().BeFalse();

        state.State = new Tally("b", 2);
        await Storage.WriteStateAsync(StateName, grain, state);
        (await Read(grain)).State.Should().Be(new Tally("b", 2));
    }

    public async Task InitializeAsync()
    {
        await StartStore();
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseSystemTextJsonGrainStorageSerializer();
            AddStorage(silo, Provider);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        await StopStore();
    }

    /// <summary>Starts the store whose <see cref="Scanova.Storage.IStore.Start"/> makes the tables.</summary>
    protected abstract Task StartStore();

    protected abstract void AddStorage(ISiloBuilder silo, string provider);

    protected abstract Task StopStore();

    private static GrainId SomeGrain() => GrainWith(Guid.NewGuid(), Some.Site());

    private static GrainId GrainWith(Guid key, string siteId) => GrainId.Create(GrainType.Create("scan-session"), GrainIdKeyExtensions.CreateGuidKey(key, siteId));

    private async Task<GrainState<Tally>> Read(GrainId grain, string stateName = StateName)
    {
        var state = new GrainState<Tally>();
        await Storage.ReadStateAsync(stateName, grain, state);
        return state;
    }

    public sealed record Tally(string Name, int Count)
    {
        public Tally()
            : this("", 0)
        {
        }
    }
}
