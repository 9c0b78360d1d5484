using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;
using Scanova.Server.Ingest.Judging;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest;

/// <summary><c>POST /validate</c>: judges one event or a batch as the real route would, and stores nothing (contract section 9).</summary>
internal sealed class Validation(Intake intake, Admission admission, IEventRecorder recorder, BodyBudget budget, TimeProvider time)
{
    private static readonly Problem TooLarge = Problem.Of(StatusCodes.Status413PayloadTooLarge, "A single event is too large");

    public async Task Validate(HttpContext http)
    {
        using var body = new RequestBody(http.Request, BatchEvents.MostBytes, budget);
        var (sender, problem) = await intake.Reader(http, body);
        var items = new List<WireItem>();
        var kind = BodyKind.Broken;
        problem ??= WireReader.Scan(body.Bytes, items, out kind);
        if (problem is not null)
        {
            await problem.Send(http);
            return;
        }

        var verdicts = IsOne(kind, body.Bytes)
            ? [await One(http, sender, body)]
            : await Several(http, sender, body, WireReader.CheckBatch(kind, items.Count), items);
        var accepted = new List<AcceptedEvent>();
        foreach (var verdict in verdicts)
        {
            if (verdict.Accepted is { } e) accepted.Add(e);
        }

        var previews = accepted.Count == 0 ? [] : await recorder.Preview(accepted, http.RequestAborted);
        await ValidationAnswer.Send(http, verdicts, previews);
    }

    /// <summary>An object without a list of events, or one that says what only an event says: then <c>events</c> is a field to be ignored.</summary>
    private static bool IsOne(BodyKind kind, ReadOnlySpan<byte> body) => kind switch
    {
        BodyKind.ObjectWithoutEvents => true,
        BodyKind.Events or BodyKind.ObjectWithOtherEvents when body.TrimStart(" \t\r\n"u8)[0] == '{' =>
            WireReader.Read(body) is var wire && !(wire.SiteId.IsAbsent && wire.EventType.IsAbsent && wire.EventName.IsAbsent),
        _ => false,
    };

    private ValueTask<Verdict> One(HttpContext http, Sender sender, RequestBody body)
    {
        if (body.Bytes.Length > SingleEvents.MostBytes) return new(Admission.Refuse(TooLarge));
        var wire = WireReader.Read(body.Bytes);
        return !IsServer(wire) && BrowserFields.Absent(wire) is { } problem
            ? new(Admission.Refuse(problem))
            : Judge(http, sender, wire, Receipt.Now(time), index: null);
    }

    private async Task<IReadOnlyList<Verdict>> Several(
        HttpContext http, Sender sender, RequestBody body, Problem? problem, List<WireItem> items)
    {
        if (problem is not null) return [Admission.Refuse(problem)];
        var receipt = Receipt.Now(time);
        var batch = new Batch(body, items);
        await batch.Judge((wire, i) => Judge(http, sender, wire, receipt, i));
        return batch.Verdicts;
    }

    private ValueTask<Verdict> Judge(HttpContext http, Sender sender, WireEvent wire, Receipt receipt, int? index) =>
        IsServer(wire)
            ? admission.Server(http, sender, wire, receipt, index)
            : admission.Browser(http, sender, wire, receipt, index);

    private static bool IsServer(WireEvent wire) => !wire.EventName.IsAbsent;
}
