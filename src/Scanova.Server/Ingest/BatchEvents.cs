using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;
using Scanova.Server.Ingest.Judging;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest;

/// <summary><c>POST /collect/batch</c> and <c>POST /server-events/batch</c> (contract section 4).</summary>
internal sealed class BatchEvents(
    Intake intake, Admission admission, IEventRecorder recorder, BodyBudget budget, EventCounter counter, TimeProvider time)
{
    public const int MostBytes = 5 * 1024 * 1024;

    public async Task Browser(HttpContext http)
    {
        using var body = new RequestBody(http.Request, MostBytes, budget);
        var (sender, problem) = await intake.Browser(http, body);
        var receipt = Receipt.Now(time);
        await Answer(http, body, problem, (wire, i) => admission.Browser(http, sender, wire, receipt, i));
    }

    public async Task Server(HttpContext http)
    {
        using var body = new RequestBody(http.Request, MostBytes, budget);
        var (sender, problem) = await intake.Server(http, body);
        var receipt = Receipt.Now(time);
        await Answer(http, body, problem, (wire, i) => admission.Server(http, sender, wire, receipt, i));
    }

    private async Task Answer(HttpContext http, RequestBody body, Problem? problem, Func<WireEvent, int, ValueTask<Verdict>> judge)
    {
        var items = new List<WireItem>();
        problem ??= WireReader.ReadBatch(body.Bytes, items);
        if (problem is not null)
        {
            await problem.Send(http);
            return;
        }

        var batch = new Batch(body, items);
        await batch.Judge(judge);
        var outcomes = batch.Accepted.Count == 0 ? [] : await recorder.Record(batch.Accepted, http.RequestAborted);
        counter.Count(batch.Verdicts.Count - batch.Accepted.Count, outcomes);
        await BatchAnswer.Send(http, batch.Verdicts, outcomes);
    }
}
