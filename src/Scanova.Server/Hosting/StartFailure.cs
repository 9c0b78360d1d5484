using Microsoft.AspNetCore.Connections;
using Scanova.Log;
using Scanova.Server.Enrichment;
using Scanova.Storage;

namespace Scanova.Server.Hosting;

/// <summary>What an operator is told when the service can't start: one line for what they can mend, the stack trace only for a bug.</summary>
internal static class StartFailure
{
    public const int ExitCode = 1;

    public static string Describe(Exception failure) => failure switch
    {
        SettingsException or StoreStartException or GeoDatabaseException => failure.Message,
        LogUnavailableException => $"The store went away during the start: {failure.Message}",
        AddressInUseException or IOException { InnerException: AddressInUseException } => $"{failure.Message} Set ASPNETCORE_URLS to another one.",
        _ => failure.ToString(),
    };
}
