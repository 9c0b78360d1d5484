namespace Scanova.Server.Hosting;

/// <summary>Settings that can't be used. The message is for the operator: one line a problem, each naming its setting.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException()
    {
    }

    public SettingsException(string message)
        : base(message)
    {
    }

    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
