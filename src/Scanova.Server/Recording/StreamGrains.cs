using Scanova.Log;
using Scanova.Sessions;
using Scanova.Visitors;

namespace Scanova.Server.Recording;

/// <summary>
/// The grain of a stream. Orleans looks an interface's type up by reflection each time a grain is asked for by it, which
/// costs more than the call that follows: here it is looked up once.
/// </summary>
public sealed class StreamGrains(IGrainFactory grains)
{
    private readonly Lazy<GrainReference> _session = new(() => (GrainReference)grains.GetGrain<IScanSessionGrain>(Guid.Empty, "-"));
    private readonly Lazy<GrainReference> _visitor = new(() => (GrainReference)grains.GetGrain<IVisitorGrain>(Guid.Empty, "-"));

    public IScanSessionGrain ScanSession(StreamId stream) => (IScanSessionGrain)Like(_session.Value, stream);

    public IVisitorGrain Visitor(StreamId stream) => (IVisitorGrain)Like(_visitor.Value, stream);

    private IAddressable Like(GrainReference any, StreamId stream) =>
        grains.GetGrain(GrainId.Create(any.GrainId.Type, GrainIdKeyExtensions.CreateGuidKey(stream.Id, stream.SiteId)), any.InterfaceType);
}
