using Scanova.Log;

namespace Scanova.Attribution;

/// <summary>
/// Whose an event of a scan session is, when it names no visitor itself: that of the session's latest event not after it
/// that has one, else of the session's earliest event that has one, else nobody's (contract section 9).
/// </summary>
public sealed class VisitorResolution
{
    private readonly List<(Position At, Guid VisitorId)> _named = [];

    /// <summary>An original of the session that names a visitor; in any order.</summary>
    public void Add(Position at, Guid visitorId) => _named.InsertInOrder((At: at, VisitorId: visitorId), static (a, b) => a.At.CompareTo(b.At));

    public Guid? VisitorAt(DateTime time)
    {
        if (_named.Count == 0) return null;

        int low = 0, high = _named.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_named[middle].At.EventTime <= time) low = middle + 1;
            else high = middle;
        }

        return _named[Math.Max(low - 1, 0)].VisitorId;
    }
}
