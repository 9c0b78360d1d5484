namespace Scanova.Tests.App;

/// <summary>Waits for a thing that happens by itself, for as long as a slow machine may need.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Holds(Func<Task<bool>> condition, string because)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            patience.IsCancellationRequested.Should().BeFalse(because);
            await Task.Delay(10, CancellationToken.None);
        }
    }
}
