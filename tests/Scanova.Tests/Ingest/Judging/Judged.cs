using Scanova.Events;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Judging;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Tests.Ingest.Judging;

/// <summary>A body read and judged by its fields.</summary>
internal static class Judged
{
    public static readonly DateTime Now = Some.Noon;

    public static Judgement Browser(string members, int? index = null) =>
        BrowserFields.Judge(Read(Bodies.Browser(members)), new FieldCheck(index), Now);

    public static Judgement Server(string members) => ServerBody(Bodies.Server(members));

    public static Judgement BrowserBody(string body) => BrowserFields.Judge(Read(body), new FieldCheck(null), Now);

    public static Judgement ServerBody(string body) => ServerFields.Judge(Read(body), new FieldCheck(null), Now);

    /// <summary>Each broken field as <c>body.device.language value_error.…</c></summary>
    public static IReadOnlyList<string> Flaws(this Judgement judged) =>
        [.. (judged.Problem?.Fields ?? []).Select(f => $"{string.Join('.', f.Loc.Select(Step))} {f.Flaw.Type}")];

    public static Event Accepted(this Judgement judged)
    {
        judged.Flaws().Should().BeEmpty();
        return judged.Event!;
    }

    private static string Step(PathStep step) => step.Key ?? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static WireEvent Read(string body)
    {
        WireReader.ReadOne(Bodies.Utf8(body), out var wire).Should().BeNull();
        return wire!;
    }
}
