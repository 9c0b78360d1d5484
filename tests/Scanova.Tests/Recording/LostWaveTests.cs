using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scanova.Log;
using Scanova.Server.Ingest;
using Scanova.Storage.Sqlite;
using Scanova.Tests.App;
using Scanova.Tests.Log;

namespace Scanova.Tests.Recording;

public sealed class LostWaveTests
{
    [Fact]
    public async Task What_follows_an_event_that_is_not_known_to_be_stored_does_not_overtake_it()
    {
        await using var app = await ScanovaApp.Start(TimeProvider.System, static services => services.Replace(
            ServiceDescriptor.Singleton<IEventLog>(p => new HookedLog(ActivatorUtilities.CreateInstance<SqliteEventLog>(p)))));
        var log = (HookedLog)app.Services.GetRequiredService<IEventLog>();
        var recorder = app.Services.GetRequiredService<IEventRecorder>();
        var first = Some.BrowserEvent(session: 1, eventId: 5);
        var repeat = Some.BrowserEvent(session: 2, eventId: 5);
        AcceptedEvent[] batch = [new(first, Some.StoreWhole), new(repeat, Some.StoreWhole)];

        log.BeforeAppend = append => append.Stream.Id == first.ScanSessionId ? throw new LogUnavailableException("Away.") : Task.CompletedTask;
        (await recorder.Record(batch, CancellationToken.None)).Should().AllBeEquivalentTo(RecordOutcome.Unavailable);
        log.BeforeAppend = _ => Task.CompletedTask;

        (await recorder.Record(batch, CancellationToken.None, mayBeStored: true)).Should().Equal(RecordOutcome.Stored, RecordOutcome.StoredAsDuplicate);
    }
}
