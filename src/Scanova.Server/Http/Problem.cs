using System.Globalization;
using System.Text.Json;

namespace Scanova.Server.Http;

/// <summary>
/// Why a request was refused: the one place that knows the two error shapes of contract section 5, a text or a list of
/// broken fields.
/// </summary>
public sealed record Problem
{
    private Problem(int status, string? detail, IReadOnlyList<FieldProblem>? fields)
    {
        Status = status;
        Detail = detail;
        Fields = fields;
    }

    public int Status { get; }

    public string? Detail { get; }

    public IReadOnlyList<FieldProblem>? Fields { get; }

    /// <summary>Whole seconds after which to try again; for 429 and 503.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The id to repeat the event with; for the 503 of a single event.</summary>
    public Guid? EventId { get; init; }

    /// <param name="detail">Never repeats a personal value.</param>
    public static Problem Of(int status, string detail) => new(status, detail, null);

    public static Problem Of(params IReadOnlyList<FieldProblem> fields) => new(StatusCodes.Status422UnprocessableEntity, null, fields);

    /// <summary>The store is away or overloaded.</summary>
    public static Problem Unavailable(Guid? eventId = null) =>
        Of(StatusCodes.Status503ServiceUnavailable, "The store is not available: repeat with the same event_id") with { RetryAfter = 2, EventId = eventId };

    /// <returns>True when something was broken; the request is answered 422 then.</returns>
    public static async Task<bool> AnySent(HttpContext http, IReadOnlyList<FieldProblem> broken)
    {
        if (broken.Count == 0) return false;
        await Of(broken).Send(http);
        return true;
    }

    public Task Send(HttpContext http)
    {
        SetRetryAfter(http);
        return JsonAnswer.Send(http, Status, this, static (json, problem) =>
        {
            json.WriteStartObject();
            problem.WriteDetail(json);
            if (problem.EventId is { } id) json.WriteString("event_id", id);
            json.WriteEndObject();
        });
    }

    public void SetRetryAfter(HttpContext http)
    {
        if (RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The member <c>detail</c>, text or list.</summary>
    public void WriteDetail(Utf8JsonWriter json)
    {
        if (Fields is null)
        {
            json.WriteString("detail", Detail);
            return;
        }

        json.WriteStartArray("detail");
        foreach (var field in Fields) field.Write(json);
        json.WriteEndArray();
    }
}
