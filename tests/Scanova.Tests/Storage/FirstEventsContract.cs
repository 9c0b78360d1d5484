using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Recording;
using Scanova.Tests.Log;

namespace Scanova.Tests.Storage;

/// <summary>What begins its stream without a grain, and two attempts of one event in every order that a slow store allows.</summary>
public abstract class FirstEventsContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ConsentPolicy StoreWhole = new(Default: null, Strict: false);

    private readonly StreamId _stream = new(Some.Site(), StreamKind.Lone, Guid.NewGuid());

    [Fact]
    public async Task A_second_attempt_that_was_overtaken_by_the_repeat_of_the_first_answers_a_repeat()
    {
        var request = await RepeatOfAKnownId();
        var (slow, gate) = (new HookedLog(storage.Log), new Gate());
        var second = Firsts(slow);
        slow.BeforeAppend = _ => gate.Pass();

        var answer = second.Record(_stream, request with { IsRetry = true }, None);
        await gate.Arrived;
        (await Firsts(storage.Log).Record(_stream, request, None))[0].IsDuplicate.Should().BeTrue();
        gate.Open();

        (await answer).Should().Equal(new Recorded(_stream.Id, IsDuplicate: true));
        (await storage.Log.Load(_stream, 0, 10, None)).Should().ContainSingle().Which.IsDuplicate.Should().BeTrue();
    }

    [Fact]
    public async Task Attempts_of_one_event_at_one_moment_store_it_once_and_answer_the_same()
    {
        var request = await RepeatOfAKnownId();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Task.Run(() => Firsts(storage.Log).Record(_stream, request with { IsRetry = n > 0 }, None))));

        answers.Should().OnlyContain(answer => answer[0].IsDuplicate);
        (await storage.Log.Load(_stream, 0, 10, None)).Should().ContainSingle();
    }

    [Fact]
    public async Task Events_begin_a_session_together_or_not_at_all()
    {
        var session = Some.Session(_stream.SiteId);
        var (first, known) = (Some.Event(session), (await RepeatOfAKnownId()).Events[0].EventId);
        var request = new RecordRequest([first, Some.Event(session, known), Some.Event(session, first.EventId)], StoreWhole, IsRetry: false);

        var recorded = await Firsts(storage.Log).TryBegin(session, request, None);
        var again = await Firsts(storage.Log).TryBegin(session, new RecordRequest([Some.Event(session)], StoreWhole, IsRetry: false), None);

        recorded!.Select(r => r.IsDuplicate).Should().Equal(false, true, true);
        again.Should().BeNull();
        (await storage.Log.Load(session, 0, 10, None)).Select(row => (row.Version, row.IsDuplicate)).Should().Equal((1, false), (2, true), (3, true));
    }

    private static FirstEvents Firsts(IEventLog log) => new(log, new BegunStreams());

    private async Task<RecordRequest> RepeatOfAKnownId()
    {
        var known = Some.Session(_stream.SiteId);
        var append = Some.Append(known, 0, Some.Event(known));
        await storage.Log.Append(append, None);
        return new RecordRequest([Some.Event(_stream, append.Rows[0].Event.EventId)], StoreWhole, IsRetry: false);
    }
}
