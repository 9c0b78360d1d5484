namespace Scanova.Storage;

/// <summary>The store can't be used. The message is for the operator: one line that names the thing and what to do about it.</summary>
public sealed class StoreStartException : Exception
{
    public StoreStartException()
    {
    }

    public StoreStartException(string message)
        : base(message)
    {
    }

    public StoreStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
