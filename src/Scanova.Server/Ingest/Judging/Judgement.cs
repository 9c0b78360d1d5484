using Scanova.Events;
using Scanova.Server.Enrichment;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Judging;

/// <summary>What an event's own fields say: the event, its device not yet classified, or every broken field.</summary>
/// <param name="EventId">As stated, also of a refused event; null when it stated none or a broken one.</param>
internal readonly record struct Judgement(
    Guid? EventId, Event? Event, StatedDevice Device, Problem? Problem, IReadOnlyList<string> Warnings);
