using System.Net.Sockets;
using Npgsql;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>
/// What a failed command means. Texts of errors may quote what the database was given, so only SQLSTATEs are passed on
/// (their list is appendix A of PostgreSQL's manual).
/// </summary>
internal static class PostgresErrors
{
    /// <summary>
    /// The transaction met another one and was rolled back: nothing is wrong with it, it is to be run again. A key that is taken
    /// was free when the statement looked.
    /// </summary>
    public static bool IsLostRace(Exception e) => e is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation,
    };

    /// <summary>
    /// The values themselves are to blame: the server refused them (a data exception, a broken constraint, a limit), or they
    /// could not be sent at all.
    /// </summary>
    public static bool IsAboutContent(Exception e) => e switch
    {
        PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] } => true,
        NpgsqlException => false,
        _ => !IsInDoubt(e),
    };

    /// <summary>
    /// Whether the command took effect is not known: the way to the server failed, or the server itself did (intervention by
    /// an operator, system error, internal error). Any other error it reports means that it rolled back.
    /// </summary>
    public static bool IsInDoubt(Exception e) => e switch
    {
        PostgresException { SqlState: ['0', '8', ..] or ['5', '7' or '8', ..] or ['X', 'X', ..] } => true,
        PostgresException => false,
        _ => e is NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException,
    };

    /// <summary>What may be told about a failure.</summary>
    public static string Kind(Exception e) => e is PostgresException { SqlState: var state } ? $"SQLSTATE {state}" : (e.InnerException ?? e).GetType().Name;

    public static LogUnavailableException Unavailable(Exception e) => new($"PostgreSQL is away: {Kind(e)}");
}
