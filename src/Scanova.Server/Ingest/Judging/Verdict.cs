using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Judging;

/// <summary>What the edge decides about one event: either accepted, with any warnings, or refused.</summary>
/// <param name="EventId">As stated or made by us; null when a refused event stated none or a broken one.</param>
internal readonly record struct Verdict(Guid? EventId, AcceptedEvent? Accepted, Problem? Problem, IReadOnlyList<string> Warnings);
