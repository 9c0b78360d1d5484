using System.Net;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Gate;

/// <summary>The limits of this silo (contract section 5).</summary>
internal sealed class RateLimits(int browserPerMinute, int serverPerMinute, TimeProvider time)
{
    private readonly RateLimit<CallerAddress> _addresses = new(browserPerMinute, time);
    private readonly RateLimit<Guid> _keys = new(serverPerMinute, time);

    public Problem? CheckAddress(IPAddress? address) => Refusal(_addresses.Take(CallerAddress.Of(address)));

    public Problem? CheckKey(Guid keyId) => Refusal(_keys.Take(keyId));

    private static Problem? Refusal(int seconds) => seconds == 0
        ? null
        : Problem.Of(StatusCodes.Status429TooManyRequests, "Rate limit exceeded") with { RetryAfter = seconds };
}
