using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Ingest;
using Scanova.Tests.Promises;

namespace Scanova.Tests.Recording;

/// <summary>Contract section 4: the events of a batch take effect in input order; section 9: a preview tells what would.</summary>
[Collection(OneApp.Name)]
public sealed class BatchOrderTests(UnlimitedApp shared)
{
    private const int Batches = 120;

    private IEventRecorder Recorder => shared.App.Services.GetRequiredService<IEventRecorder>();

    private IEventLog Log => shared.App.Services.GetRequiredService<IEventLog>();

    [Fact]
    public async Task A_repeat_inherits_what_its_session_had_stated_by_its_place_in_the_batch()
    {
        var site = Storage.Some.Site();
        var denied = Some.BrowserEvent(session: 1) with { Consent = ConsentState.Denied };
        var first = Some.BrowserEvent(session: 2, eventId: 5);
        var repeat = Some.BrowserEvent(session: 1, eventId: 5, atSecond: 1) with { PageUrl = "https://shop.example/secret" };
        var granted = Some.BrowserEvent(session: 1, atSecond: 2) with { Consent = ConsentState.Granted };
        await Record(site, denied);

        await Record(site, first, repeat, granted);

        var rows = await Log.Load(StreamId.ScanSession(site, Some.Id(1)), 0, 10, CancellationToken.None);
        rows.Select(row => (row.Event.RecordId, row.IsDuplicate, row.Event.PageUrl)).Should().Equal(
            (denied.RecordId, false, null), (repeat.RecordId, true, null), (granted.RecordId, false, null));
    }

    [Fact]
    public Task A_batch_stores_what_its_events_would_one_by_one() => RandomBatches.Calls.SampleAsync(
        async calls =>
        {
            var (together, apart) = (Storage.Some.Site(), Storage.Some.Site());
            AcceptedEvent[] all = [.. calls.Before, .. calls.Batch];
            foreach (var e in RandomBatches.Under(together, calls.Before)) await Recorder.Record([e], CancellationToken.None);
            await Recorder.Record(RandomBatches.Under(together, calls.Batch), CancellationToken.None);
            foreach (var e in RandomBatches.Under(apart, all)) await Recorder.Record([e], CancellationToken.None);

            var stored = await RandomBatches.Stored(Log, together, all);
            stored.Should().HaveCount(all.Length);
            string.Join('\n', stored).Should().Be(string.Join('\n', await RandomBatches.Stored(Log, apart, all)));
        },
        iter: Batches,
        threads: 4);

    [Fact]
    public Task A_preview_tells_what_recording_then_stores_and_answers() => RandomBatches.Calls.SampleAsync(
        async calls =>
        {
            var site = Storage.Some.Site();
            foreach (var e in RandomBatches.Under(site, calls.Before)) await Recorder.Record([e], CancellationToken.None);
            var batch = RandomBatches.Under(site, calls.Batch);

            var previews = await Recorder.Preview(batch, CancellationToken.None);
            var stored = await RandomBatches.Stored(Log, site, batch);
            stored.Should().HaveCountLessThanOrEqualTo(calls.Before.Length, "a preview stores nothing");
            var outcomes = await Recorder.Record(batch, CancellationToken.None);

            outcomes.Should().Equal(previews.Select(p => p.IsDuplicate ? RecordOutcome.StoredAsDuplicate : RecordOutcome.Stored));
            stored = await RandomBatches.Stored(Log, site, [.. calls.Before, .. batch]);
            stored.Select(line => line.Split(": ")[1]).Should().Contain(
                previews.Select(p => RandomBatches.Line([.. calls.Before, .. batch], p.Stored, p.IsDuplicate)));
        },
        iter: Batches,
        threads: 4);

    private Task<IReadOnlyList<RecordOutcome>> Record(string site, params Event[] events) =>
        Recorder.Record(RandomBatches.Under(site, events.Select(e => new AcceptedEvent(e, Some.StoreWhole))), CancellationToken.None);
}
