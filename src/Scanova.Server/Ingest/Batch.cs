using Scanova.Server.Http;
using Scanova.Server.Ingest.Judging;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest;

/// <summary>The events of one batch while they are judged: one verdict each, in input order.</summary>
internal sealed class Batch(RequestBody body, List<WireItem> items)
{
    private readonly Verdict[] _verdicts = new Verdict[items.Count];
    private readonly List<AcceptedEvent> _accepted = new(items.Count);

    public IReadOnlyList<Verdict> Verdicts => _verdicts;

    public IReadOnlyList<AcceptedEvent> Accepted => _accepted;

    /// <param name="judge">Judges one event with its index.</param>
    public async Task Judge(Func<WireEvent, int, ValueTask<Verdict>> judge)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var verdict = Read(items[i]) is { } wire
                ? await judge(wire, i)
                : Admission.Refuse(Problem.Of(FieldProblem.InBody(Flaw.NotObject, "events", i)));
            _verdicts[i] = verdict;
            if (verdict.Accepted is { } accepted) _accepted.Add(accepted);
        }
    }

    private WireEvent? Read(WireItem item)
    {
        var json = body.Bytes.Slice(item.Start, item.Length);
        return json[0] == '{' ? WireReader.Read(json) : null;
    }
}
