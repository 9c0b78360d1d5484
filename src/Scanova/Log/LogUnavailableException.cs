namespace Scanova.Log;

/// <summary>
/// The store is away or overloaded, or an outcome could not be learnt in time. Nothing is known to be stored: the caller
/// repeats with the same record ids, or answers 503 (contract section 5).
/// </summary>
[GenerateSerializer, Alias("log-unavailable")]
public sealed class LogUnavailableException : Exception
{
    public LogUnavailableException()
    {
    }

    public LogUnavailableException(string message)
        : base(message)
    {
    }

    public LogUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
