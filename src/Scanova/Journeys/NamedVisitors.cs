namespace Scanova.Journeys;

/// <summary>
/// Whose the events of a scan session are that name no visitor themselves: that of the latest event not after it that names
/// one, else of the earliest that does, else nobody's (contract section 9).
/// </summary>
internal ref struct NamedVisitors
{
    private readonly EventSpan _events;
    private int _next;
    private int _visitor;

    public NamedVisitors(EventSpan events)
    {
        _events = events;
        var first = events.Visitors.IndexOfAnyExcept(0);
        _visitor = first < 0 ? 0 : events.Visitors[first];
    }

    /// <param name="time">In ticks, not before the last one asked for.</param>
    /// <returns>The visitor's number; 0 for nobody.</returns>
    public int At(long time)
    {
        for (; _next < _events.Count && _events.Times[_next] <= time; _next++)
        {
            if (_events.Visitors[_next] != 0) _visitor = _events.Visitors[_next];
        }

        return _visitor;
    }
}
