namespace Scanova.Tests.App;

/// <summary>One app on the embedded store for all tests of a class, each with sites of its own: <c>IClassFixture&lt;SharedApp&gt;</c>.</summary>
public class SharedApp : IAsyncLifetime
{
    private ScanovaApp? _app;

    public ScanovaApp App => _app!;

    public async Task InitializeAsync() => _app = await Start();

    protected virtual Task<ScanovaApp> Start() => ScanovaApp.Start();

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}
