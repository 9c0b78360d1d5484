using Scanova.Log;
using Scanova.Reports;

namespace Scanova.Storage.Reports;

/// <summary>Makes journeys of rows that come stream by stream.</summary>
internal sealed class JourneyGrouping(string siteId, Action<Journey> each)
{
    private readonly List<JourneyEvent> _rows = [];
    private StreamId _stream;

    public void Add(StreamKind kind, Guid streamId, JourneyEvent row)
    {
        if (_rows.Count > 0 && (_stream.Id != streamId || _stream.Kind != kind)) Complete();
        _stream = new StreamId(siteId, kind, streamId);
        _rows.Add(row);
    }

    /// <summary>Hands over the last journey.</summary>
    public void Complete()
    {
        if (_rows.Count == 0) return;
        each(new Journey(_stream, _rows));
        _rows.Clear();
    }
}
