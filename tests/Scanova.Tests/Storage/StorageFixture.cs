using System.Data.Common;
using System.Globalization;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Tests.Storage;

/// <summary>A database for one test class. Tests that stop or restart a store take one of their own.</summary>
public abstract class StorageFixture : IAsyncLifetime
{
    private StorageInstance? _instance;

    public IEventLog Log => Instance.Log;

    public IEventReader Reader => Instance.Reader;

    public IReportFeed Feed => Instance.Feed;

    public ISiteStore Sites => Instance.Sites;

    public IQrCodeStore QrCodes => Instance.QrCodes;

    public StorageInstance Instance => _instance ?? throw new InvalidOperationException("The fixture is not initialized.");

    /// <summary>A started store on a database of its own.</summary>
    public abstract Task<StorageInstance> StartNew();

    public async Task InitializeAsync() => _instance = await StartNew();

    public virtual async Task DisposeAsync()
    {
        if (_instance is not null) await _instance.DisposeAsync();
    }

    /// <summary>The rows of a query as an analyst would see them: values as text, joined by <c>|</c>, null as nothing.</summary>
    public async Task<IReadOnlyList<string>> Query(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        }

        return rows;
    }

    /// <summary>Changes the database behind the store's back, as a restored backup would.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = Connect(mayWrite: true);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A second connection to the database of <see cref="Log"/>.</summary>
    protected abstract DbConnection Connect(bool mayWrite = false);

    private static string? Text(object value) => value switch
    {
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
