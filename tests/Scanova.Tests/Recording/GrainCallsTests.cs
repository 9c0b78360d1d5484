using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Scanova.Log;
using Scanova.Server.Recording;

namespace Scanova.Tests.Recording;

public class GrainCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _tries = [];

    private GrainCalls Calls => new(_time, NullLogger<GrainCalls>.Instance);

    [Fact]
    public async Task A_call_that_a_silo_did_not_answer_is_made_again_as_a_retry()
    {
        var call = Calls.Record((isRetry, _) => isRetry ? Try(isRetry, 7) : Try<int>(isRetry, TimeSpan.FromSeconds(3)), CancellationToken.None);

        await Pass(call);

        (await call).Should().Be(7);
        _tries.Should().Equal(false, true);
    }

    [Fact]
    public async Task Nobody_is_asked_again_after_the_deadline()
    {
        var call = Calls.Record((isRetry, _) => Try<int>(isRetry, TimeSpan.FromSeconds(3)), CancellationToken.None);

        await Pass(call);

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<LogUnavailableException>();
        _tries.Count.Should().BeInRange(3, 4);
    }

    [Fact]
    public async Task A_lookup_that_took_all_the_time_there_is_was_asked_once()
    {
        var call = Calls.Look(_ => Try<int>(false, TimeSpan.FromSeconds(10)), CancellationToken.None);

        await Pass(call);

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<LogUnavailableException>();
        _tries.Should().ContainSingle();
    }

    [Fact]
    public async Task What_the_store_says_is_final()
    {
        var call = Calls.Record((isRetry, _) => Try<int>(isRetry, new LogUnavailableException("Away.")), CancellationToken.None);

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<LogUnavailableException>();
        _tries.Should().ContainSingle();
    }

    private Task<T> Try<T>(bool isRetry, T answer)
    {
        _tries.Add(isRetry);
        return Task.FromResult(answer);
    }

    private Task<T> Try<T>(bool isRetry, Exception failure)
    {
        _tries.Add(isRetry);
        return Task.FromException<T>(failure);
    }

    /// <summary>A try that Orleans ends after its time.</summary>
    private Task<T> Try<T>(bool isRetry, TimeSpan time)
    {
        _time.Advance(time);
        return Try<T>(isRetry, new TimeoutException());
    }

    /// <summary>Lets time pass in small steps, so that what waits for it can go on in between.</summary>
    private async Task Pass(Task until)
    {
        for (var steps = 0; steps < 10_000 && !until.IsCompleted; steps++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1);
        }
    }
}
