using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;
using Scanova.Server.Ingest.Judging;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest;

/// <summary><c>POST /ct</c> and <c>POST /server-events</c> (contract sections 2, 3 and 5).</summary>
internal sealed class SingleEvents(Intake intake, Admission admission, IEventRecorder recorder, EventCounter counter, TimeProvider time)
{
    public const int MostBytes = 64 * 1024;

    public async Task Browser(HttpContext http)
    {
        using var body = new RequestBody(http.Request, MostBytes);
        var (sender, problem) = await intake.Browser(http, body);
        WireEvent? wire = null;
        problem ??= WireReader.ReadOne(body.Bytes, out wire) ?? BrowserFields.Absent(wire!);
        if (problem is not null)
        {
            await problem.Send(http);
            return;
        }

        await Answer(http, await admission.Browser(http, sender, wire!, Receipt.Now(time), index: null));
    }

    public async Task Server(HttpContext http)
    {
        using var body = new RequestBody(http.Request, MostBytes);
        var (sender, problem) = await intake.Server(http, body);
        WireEvent? wire = null;
        problem ??= WireReader.ReadOne(body.Bytes, out wire);
        if (problem is not null)
        {
            await problem.Send(http);
            return;
        }

        await Answer(http, await admission.Server(http, sender, wire!, Receipt.Now(time), index: null));
    }

    private async Task Answer(HttpContext http, Verdict verdict)
    {
        if (verdict.Accepted is not { } accepted)
        {
            counter.Count(rejected: 1, []);
            await verdict.Problem!.Send(http);
            return;
        }

        var outcomes = await recorder.Record([accepted], http.RequestAborted);
        counter.Count(rejected: 0, outcomes);
        if (outcomes[0] == RecordOutcome.Unavailable)
        {
            await Problem.Unavailable(verdict.EventId).Send(http);
            return;
        }

        await Accept(http, verdict, outcomes[0] == RecordOutcome.StoredAsDuplicate);
    }

    private static Task Accept(HttpContext http, Verdict verdict, bool isDuplicate) =>
        JsonAnswer.Send(http, StatusCodes.Status200OK, (verdict, isDuplicate), static (json, answer) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("success", true);
            json.WriteString("event_id", answer.verdict.EventId!.Value);
            json.WriteString("status", "accepted");
            json.WriteString("message", "Event received");
            json.WriteBoolean("duplicate", answer.isDuplicate);
            if (answer.verdict.Warnings.Count > 0) json.WriteTexts("warnings", answer.verdict.Warnings);
            json.WriteEndObject();
        });
}
