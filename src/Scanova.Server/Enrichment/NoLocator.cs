using System.Net;
using Scanova.Events;

namespace Scanova.Server.Enrichment;

/// <summary>Without a location database no address is anywhere.</summary>
internal sealed class NoLocator : ILocator
{
    public Location? Locate(IPAddress? address) => null;
}
