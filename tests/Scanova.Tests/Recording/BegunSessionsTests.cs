using Microsoft.Extensions.DependencyInjection;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Ingest;
using Scanova.Server.Recording;
using Scanova.Sessions;
using Scanova.Sites;
using Scanova.Tests.Promises;

namespace Scanova.Tests.Recording;

/// <summary>What a batch begins wakes no grain, and whoever comes next finds it all the same.</summary>
[Collection(OneApp.Name)]
public sealed class BegunSessionsTests(UnlimitedApp shared)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly StreamId _session = StreamId.ScanSession(Storage.Some.Site(), Some.Id(1));

    private IServiceProvider Services => shared.App.Services;

    private IEventRecorder Recorder => Services.GetRequiredService<IEventRecorder>();

    private IScanSessionGrain Grain => Services.GetRequiredService<StreamGrains>().ScanSession(_session);

    [Fact]
    public async Task A_session_that_a_batch_begins_sleeps_until_it_is_asked_for()
    {
        await Record(Recorder, Some.BrowserEvent(session: 1), Some.BrowserEvent(session: 1, atSecond: 1));
        (await IsAwake()).Should().BeFalse();

        (await Look())!.EventCount.Should().Be(2);

        (await IsAwake()).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_that_was_looked_for_before_it_began_is_found_right_after()
    {
        (await Look()).Should().BeNull();

        await Record(Recorder, Some.BrowserEvent(session: 1), Some.BrowserEvent(session: 1, atSecond: 1));

        (await Look())!.EventCount.Should().Be(2);
    }

    [Fact]
    public async Task What_follows_a_batch_that_began_a_session_inherits_its_consent()
    {
        await Record(Recorder, Some.BrowserEvent(session: 1) with { Consent = ConsentState.Denied }, Some.BrowserEvent(session: 1, atSecond: 1));

        await Record(Recorder, Some.BrowserEvent(session: 1, atSecond: 2) with { PageUrl = "https://shop.example/secret" });

        (await Look())!.LandingPage.Should().BeNull();
        (await Look())!.EventCount.Should().Be(3);
    }

    [Fact]
    public async Task A_batch_for_a_session_that_another_process_began_is_decided_by_its_grain()
    {
        await Record(Recorder, Some.BrowserEvent(session: 1, eventId: 5) with { Consent = ConsentState.Denied });
        var elsewhere = ActivatorUtilities.CreateInstance<EventRecorder>(
            Services, ActivatorUtilities.CreateInstance<FirstEvents>(Services, new BegunStreams()));

        var outcomes = await Record(
            elsewhere,
            Some.BrowserEvent(session: 1, atSecond: 1) with { PageUrl = "https://shop.example/secret" },
            Some.BrowserEvent(session: 1, eventId: 5, atSecond: 2));

        outcomes.Should().Equal(RecordOutcome.Stored, RecordOutcome.StoredAsDuplicate);
        var session = (await Look())!;
        (session.EventCount, session.DuplicateCount, session.LandingPage).Should().Be((2, 1, null));
    }

    private Task<ScanSessionView?> Look() => Grain.Look(new ConversionRule([]), None);

    private async Task<bool> IsAwake() =>
        await Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetActivationAddress(Grain) is not null;

    private Task<IReadOnlyList<RecordOutcome>> Record(IEventRecorder recorder, params Scanova.Events.Event[] events) =>
        recorder.Record(RandomBatches.Under(_session.SiteId, events.Select(e => new AcceptedEvent(e, Some.StoreWhole))), None);
}
