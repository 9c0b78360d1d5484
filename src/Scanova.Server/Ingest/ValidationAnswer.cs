using System.Text.Json;
using Scanova.Events;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Judging;

namespace Scanova.Server.Ingest;

/// <summary>The answer of <c>POST /validate</c> (contract section 9).</summary>
internal static class ValidationAnswer
{
    /// <param name="previews">One for each accepted event, in order.</param>
    public static Task Send(HttpContext http, IReadOnlyList<Verdict> verdicts, IReadOnlyList<RecordPreview> previews) =>
        JsonAnswer.Send(http, StatusCodes.Status200OK, (verdicts, previews), static (json, answer) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", answer.previews.Count == answer.verdicts.Count);
            json.WriteStartArray("results");
            var previewed = 0;
            for (var i = 0; i < answer.verdicts.Count; i++)
            {
                var verdict = answer.verdicts[i];
                RecordPreview? preview = verdict.Accepted is null ? null : answer.previews[previewed++];
                Write(json, i, verdict, preview);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, int index, Verdict verdict, RecordPreview? preview)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteBoolean("valid", preview is not null);
        json.WriteBoolean("duplicate", preview is { IsDuplicate: true });
        json.WriteStartArray("stripped");
        if (preview is { } stored) WriteStripped(json, verdict.Accepted!.Value.Event, stored.Stored);
        json.WriteEndArray();
        json.WriteTexts("warnings", verdict.Warnings);
        if (verdict.Problem is { } problem) problem.WriteDetail(json);
        else json.WriteNull("detail");
        json.WriteEndObject();
    }

    /// <summary>What consent would take out (contract section 7), by the names the event came with or would be stored under.</summary>
    private static void WriteStripped(Utf8JsonWriter json, Event sent, Event stored)
    {
        Write("page_url", sent.PageUrl, stored.PageUrl);
        Write("referrer", sent.Referrer, stored.Referrer);
        Write("city", sent.Location?.City, stored.Location?.City);
        Write(sent.Source == EventSource.Server ? "properties" : "metadata", sent.Metadata, stored.Metadata);
        Write("page_title", sent.PageTitle, stored.PageTitle);
        Write("user_identifiers", sent.User, stored.User);
        Write("region", sent.Location?.Region, stored.Location?.Region);
        Write("browser", sent.Device?.Browser, stored.Device?.Browser);
        Write("os", sent.Device?.Os, stored.Device?.Os);
        Write("visitor_id", sent.VisitorId, stored.VisitorId);

        void Write(string name, object? before, object? after)
        {
            if (before is not null && after is null) json.WriteStringValue(name);
        }
    }
}
