using System.Buffers;
using Scanova.Events;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>A <see cref="ReportScope"/> in the codes of an index, so that asking costs a look into a table.</summary>
internal sealed class CodedScope : IDisposable
{
    private const int RoleBits = 3;

    private static readonly Counts[] CountsByRole = [.. Enumerable.Range(0, 1 << (RoleBits + EventKind.CountedBits)).Select(i => CountsOf((Role)(i >> EventKind.CountedBits), new EventKind(i)))];

    private readonly Role[] _roles;
    private readonly bool[]? _qrids;
    private readonly ShapeCounts[] _shapes;

    public CodedScope(ReportScope scope, JourneyIndex index, CancellationToken cancellation)
    {
        Scope = scope;
        Index = index;
        Cancellation = cancellation;
        Start = scope.Days.Start.Ticks;
        End = scope.Days.End.Ticks;
        _roles = index.Codes.OfEvents((source, name) => !scope.Has(source, name)
            ? Role.None
            : Role.Counts | (scope.IsConversion(source, name) ? Role.Converts : 0) | (source == EventSource.Scan ? Role.Scans : 0));
        _shapes = ArrayPool<ShapeCounts>.Shared.Rent(index.Sessions.Shapes.Count);
        for (var shape = 1; shape < index.Sessions.Shapes.Count; shape++) _shapes[shape] = CountsOf(index.Sessions.Shapes[shape]);
        if (scope.Qrids is not { } asked) return;

        _qrids = new bool[index.Codes.Qrids.Count];
        foreach (var qrid in asked) _qrids[index.Codes.Qrids.Find(qrid)] = true;
        _qrids[0] = false;
    }

    /// <summary>What an event of some source and name is to the scope.</summary>
    [Flags]
    private enum Role : byte
    {
        None,
        Counts = 1,
        Scans = 2,
        Converts = 4,
    }

    public ReportScope Scope { get; }

    public JourneyIndex Index { get; }

    /// <summary>Nobody waits for the report any more.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Of the period, in ticks, inclusive.</summary>
    public long Start { get; }

    /// <summary>Exclusive.</summary>
    public long End { get; }

    /// <summary>Goes through the journeys of the period.</summary>
    /// <param name="before">How much longer before it they count.</param>
    /// <inheritdoc cref="JourneyReading.Read"/>
    public T Read<T>(Func<T> empty, TimeSpan before = default)
        where T : class, ITally<T> => Index.Read(Start - before.Ticks, End, empty, Cancellation);

    /// <summary>Whether the QR code of a journey's scan is asked for.</summary>
    public bool HasQrid(int qrid) => _qrids is null || _qrids[qrid];

    /// <summary>Whether the journey may count as far as bots go.</summary>
    public bool Admits(in JourneyFacts journey) => Scope.IncludeBots || !journey.IsBot;

    /// <summary>Whether an event of a journey that counts does so, if it is in the period.</summary>
    public bool Has(EventKind kind) => _roles[kind.Named] != 0;

    public bool IsConversion(EventKind kind) => (_roles[kind.Named] & Role.Converts) != 0 && !kind.IsRefund;

    /// <summary>Whether an event's amount is of a conversion or a refund that counts.</summary>
    public bool CountsAmount(EventKind kind) => kind.HasAmount && (kind.IsRefund ? Has(kind) : IsConversion(kind));

    /// <summary>Whether an event counts and names a visitor.</summary>
    public bool CountsVisitor(EventKind kind) => kind.NamesVisitor && Has(kind);

    /// <summary>What an event adds to the figures.</summary>
    public Counts CountsOf(EventKind kind) => CountsByRole[((int)_roles[kind.Named] << EventKind.CountedBits) | kind.Counted];

    /// <summary>What all events of a scan session add.</summary>
    /// <param name="shape">Not <see cref="Shapes.None"/>.</param>
    public ShapeCounts CountsOf(int shape) => _shapes[shape];

    /// <summary>What all events of a leg add, nothing if its session does not count.</summary>
    /// <returns>Null when its events must be looked at: they are too many, or of several visitors or amounts.</returns>
    public ShapeCounts? CountsOf(in JourneyFacts session, in JourneyLeg leg)
    {
        if (!Admits(session) || !HasQrid(session.Qrid)) return default(ShapeCounts);
        if (leg.Shape == Shapes.None || session.Visitor == JourneyFacts.SeveralVisitors) return null;
        var counts = CountsOf(leg.Shape);
        return counts.Amounts > 0 && leg.Amount == JourneyLeg.SeveralAmounts ? null : counts;
    }

    public void Dispose() => ArrayPool<ShapeCounts>.Shared.Return(_shapes);

    private ShapeCounts CountsOf(ReadOnlySpan<ShapePart> parts)
    {
        var counts = default(Counts);
        foreach (var part in parts) counts += CountsOf(part.Kind) * part.Events;
        return ShapeCounts.Of(counts);
    }

    private static Counts CountsOf(Role role, EventKind kind)
    {
        if (role == Role.None) return default;
        var converts = (role & Role.Converts) != 0 && !kind.IsRefund;
        return new Counts(events: 1, (role & Role.Scans) != 0 ? 1 : 0, converts ? 1 : 0, kind.HasAmount && (converts || kind.IsRefund) ? 1 : 0, kind.NamesVisitor ? 1 : 0);
    }
}
