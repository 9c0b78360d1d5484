using System.Text.Json;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary>From bytes to wire events, or the refusal of the whole body.</summary>
internal static class WireReader
{
    private static readonly Problem NoObject = Problem.Of(StatusCodes.Status400BadRequest, "The body must be a JSON object");
    private static readonly Problem NoBatch = Problem.Of(StatusCodes.Status400BadRequest, "The body must be a JSON object or array");
    private static readonly Flaw TooFew = new("ensure this value has at least 1 items", "value_error.list.min_items");
    private static readonly Flaw TooMany = new($"ensure this value has at most {WireItem.Most} items", "value_error.list.max_items");

    /// <param name="wire">Set when the answer is null.</param>
    public static Problem? ReadOne(Span<byte> body, out WireEvent? wire)
    {
        var problem = Scan(body, null, out var kind) ?? (kind == BodyKind.Object ? null : NoObject);
        wire = problem is null ? Read(body) : null;
        return problem;
    }

    /// <param name="items">Receives the places of the events when the answer is null.</param>
    public static Problem? ReadBatch(Span<byte> body, List<WireItem> items) =>
        Scan(body, items, out var kind) ?? CheckBatch(kind, items.Count);

    /// <summary>Checks the syntax alone, and tells what kind of body it is.</summary>
    public static Problem? Scan(Span<byte> body, List<WireItem>? items, out BodyKind kind)
    {
        kind = BodyScan.Scan(body, items, out var flaw);
        return flaw is null ? null : Problem.Of(StatusCodes.Status400BadRequest, flaw);
    }

    /// <summary>The rules for a batch as a whole (contract section 4).</summary>
    public static Problem? CheckBatch(BodyKind kind, int count) => kind switch
    {
        BodyKind.ObjectWithoutEvents => Events(Flaw.Missing),
        BodyKind.ObjectWithOtherEvents => Events(Flaw.NotList),
        BodyKind.Events when count == 0 => Events(TooFew),
        BodyKind.Events when count > WireItem.Most => Events(TooMany),
        BodyKind.Events => null,
        _ => NoBatch,
    };

    /// <summary>An event whose syntax <see cref="BodyScan"/> has checked.</summary>
    public static WireEvent Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, WireJson.Default.WireEvent)!;

    private static Problem Events(Flaw flaw) => Problem.Of(FieldProblem.InBody(flaw, "events"));
}
