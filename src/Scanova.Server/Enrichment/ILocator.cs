using System.Net;
using Scanova.Events;

namespace Scanova.Server.Enrichment;

/// <summary>Where an address is (contract section 8).</summary>
internal interface ILocator
{
    /// <returns>Null when nothing is known of the address.</returns>
    Location? Locate(IPAddress? address);
}
