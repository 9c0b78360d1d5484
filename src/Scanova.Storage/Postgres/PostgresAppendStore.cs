using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scanova.Log;
using Scanova.Storage.GroupCommit;

namespace Scanova.Storage.Postgres;

/// <summary>
/// Commits batches to PostgreSQL. An outcome that got lost on its way (connection cut at commit, command timeout) is learnt
/// by running the batch again: an append that stands there under its record ids is not stored twice.
/// </summary>
internal sealed class PostgresAppendStore(NpgsqlDataSource source, TimeProvider clock, ILogger logger) : IAppendStore, IAsyncDisposable
{
    /// <summary>How long a batch in doubt is run again before its callers are told that nothing is known.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentBag<AppendCommand> _idle = [];

    public bool JudgesInOrder => false;

    public async Task<IReadOnlyList<AppendOutcome>> Commit(IReadOnlyList<Append> batch)
    {
        var started = clock.GetTimestamp();
        var isInDoubt = false;
        for (var attempt = 1; ; attempt++)
        {
            var command = await Open(isInDoubt, started);
            try
            {
                var outcomes = await command.Run(batch);
                _idle.Add(command);
                return outcomes;
            }
            catch (Exception e) when (PostgresErrors.IsLostRace(e) && !IsOver(started))
            {
                _idle.Add(command);
                logger.LogDebug("A batch of {Appends} appends is run again: {Reason}", batch.Count, PostgresErrors.Kind(e));
            }
            catch (Exception e) when (PostgresErrors.IsInDoubt(e) && !IsOver(started))
            {
                await command.DisposeAsync();
                isInDoubt = true;
                logger.LogWarning("The outcome of {Appends} appends is in doubt, they are run again: {Reason}", batch.Count, PostgresErrors.Kind(e));
            }
            catch (Exception e)
            {
                await command.DisposeAsync();
                if (PostgresErrors.IsAboutContent(e)) throw;
                throw PostgresErrors.Unavailable(e);
            }

            await Pause(attempt);
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var command)) await command.DisposeAsync();
    }

    /// <summary>
    /// A connection is a known thing: without one nothing was stored, so the callers are told at once, unless an earlier
    /// attempt left them in doubt.
    /// </summary>
    private async Task<AppendCommand> Open(bool isInDoubt, long started)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (_idle.TryTake(out var idle)) return idle;
            try
            {
                return await AppendCommand.Open(source);
            }
            catch (Exception e)
            {
                if (!isInDoubt || IsOver(started)) throw PostgresErrors.Unavailable(e);
            }

            await Pause(attempt);
        }
    }

    private bool IsOver(long started) => clock.GetElapsedTime(started) >= Deadline;

    private Task Pause(int attempt)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 5 << Math.Min(attempt, 10));
        return Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest), clock);
    }
}
