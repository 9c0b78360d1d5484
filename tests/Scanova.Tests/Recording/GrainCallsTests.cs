using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Scanova.Log;
using Scanova.Server.Recording;

namespace Scanova.Tests.Recording;

public class GrainCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<int> _answer = new();
    private int _tries;

    private GrainCalls Calls => new(_time, NullLogger<GrainCalls>.Instance);

    [Fact]
    public async Task Recording_is_tried_again_as_a_retry_when_a_silo_says_nothing()
    {
        var call = Calls.Record(
            (isRetry, _) =>
            {
                _tries++;
                return isRetry ? Task.FromResult(7) : _answer.Task;
            },
            CancellationToken.None);

        await Pass(TimeSpan.FromSeconds(9), call);

        (await call).Should().Be(7);
        _tries.Should().Be(2);
    }

    [Fact]
    public async Task A_lookup_waits_for_a_grain_at_work_instead_of_asking_it_again()
    {
        var call = Look();
        await Pass(TimeSpan.FromSeconds(8), call);
        _answer.SetResult(7);

        (await call).Should().Be(7);
        _tries.Should().Be(1);
    }

    [Fact]
    public async Task A_lookup_ends_at_the_deadline()
    {
        var call = Look();
        await Pass(TimeSpan.FromSeconds(11), call);

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<LogUnavailableException>();
        _tries.Should().Be(1);
    }

    private Task<int> Look() => Calls.Look(
        _ =>
        {
            _tries++;
            return _answer.Task;
        },
        CancellationToken.None);

    /// <summary>Lets time pass in small steps, so that what waits for it can go on in between.</summary>
    private async Task Pass(TimeSpan span, Task until)
    {
        for (var passed = TimeSpan.Zero; passed < span && !until.IsCompleted; passed += TimeSpan.FromMilliseconds(100))
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }
    }
}
