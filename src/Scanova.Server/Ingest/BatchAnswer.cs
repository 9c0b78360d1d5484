using System.Text.Json;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Judging;

namespace Scanova.Server.Ingest;

/// <summary>The answer to a batch (contract section 4).</summary>
internal static class BatchAnswer
{
    /// <param name="outcomes">One for each accepted event, in order.</param>
    public static Task Send(HttpContext http, IReadOnlyList<Verdict> verdicts, IReadOnlyList<RecordOutcome> outcomes)
    {
        var results = Results(verdicts, outcomes);
        var accepted = results.Count(r => r.Problem is null);
        var isAway = accepted == 0 && results.Exists(r => r.Problem!.Status == StatusCodes.Status503ServiceUnavailable);
        if (isAway) Problem.Unavailable().SetRetryAfter(http);
        var status = isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return JsonAnswer.Send(http, status, (results, accepted, isAway), static (json, answer) =>
        {
            json.WriteStartObject();
            if (answer.isAway) Problem.Unavailable().WriteDetail(json);
            json.WriteBoolean("success", answer.accepted > 0);
            json.WriteNumber("accepted", answer.accepted);
            json.WriteNumber("duplicates", answer.results.Count(r => r.IsDuplicate));
            json.WriteNumber("rejected", answer.results.Count - answer.accepted);
            json.WriteStartArray("results");
            for (var i = 0; i < answer.results.Count; i++) Write(json, i, answer.results[i]);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static List<Result> Results(IReadOnlyList<Verdict> verdicts, IReadOnlyList<RecordOutcome> outcomes)
    {
        var results = new List<Result>(verdicts.Count);
        var recorded = 0;
        foreach (var verdict in verdicts)
        {
            if (verdict.Accepted is null)
            {
                results.Add(new Result(verdict.EventId, false, verdict.Problem));
                continue;
            }

            var outcome = outcomes[recorded++];
            var problem = outcome == RecordOutcome.Unavailable ? Problem.Unavailable() : null;
            results.Add(new Result(verdict.EventId, outcome == RecordOutcome.StoredAsDuplicate, problem));
        }

        return results;
    }

    private static void Write(Utf8JsonWriter json, int index, Result result)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        if (result.EventId is { } id) json.WriteString("event_id", id);
        else json.WriteNull("event_id");
        json.WriteString("status", result.Problem is null ? "accepted" : "rejected");
        json.WriteBoolean("duplicate", result.IsDuplicate);
        if (result.Problem is { } problem)
        {
            json.WriteNumber("code", problem.Status);
            problem.WriteDetail(json);
        }

        json.WriteEndObject();
    }

    private readonly record struct Result(Guid? EventId, bool IsDuplicate, Problem? Problem);
}
