using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Recording;
using Scanova.Tests.Log;

namespace Scanova.Tests.Storage;

/// <summary>Two attempts of one event without session and visitor, in every order that a slow store allows.</summary>
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
        var second = new FirstEvents(slow);
        slow.BeforeAppend = _ => gate.Pass();

        var answer = second.Record(_stream, request with { IsRetry = true }, None);
        await gate.Arrived;
        (await new FirstEvents(storage.Log).Record(_stream, request, None))[0].IsDuplicate.Should().BeTrue();
        gate.Open();

        (await answer).Should().Equal(new Recorded(_stream.Id, IsDuplicate: true));
        (await storage.Log.Load(_stream, 0, 10, None)).Should().ContainSingle().Which.IsDuplicate.Should().BeTrue();
    }

    [Fact]
    public async Task Attempts_of_one_event_at_one_moment_store_it_once_and_answer_the_same()
    {
        var request = await RepeatOfAKnownId();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Task.Run(() => new FirstEvents(storage.Log).Record(_stream, request with { IsRetry = n > 0 }, None))));

        answers.Should().OnlyContain(answer => answer[0].IsDuplicate);
        (await storage.Log.Load(_stream, 0, 10, None)).Should().ContainSingle();
    }

    private async Task<RecordRequest> RepeatOfAKnownId()
    {
        var known = Some.Session(_stream.SiteId);
        var append = Some.Append(known, 0, Some.Event(known));
        await storage.Log.Append(append, None);
        return new RecordRequest([Some.Event(_stream, append.Rows[0].Event.EventId)], StoreWhole, IsRetry: false);
    }
}
