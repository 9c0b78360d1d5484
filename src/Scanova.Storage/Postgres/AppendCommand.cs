using Npgsql;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>A connection with the prepared statement of an append and its buffers, for one batch at a time.</summary>
internal sealed class AppendCommand : IAsyncDisposable
{
    /// <summary>
    /// The same order of streams in every silo: two batches that want the same versions then wait for one another in one
    /// direction and do not deadlock.
    /// </summary>
    private static readonly Comparison<(Append Append, int Number)> ByStream = static (a, b) =>
    {
        var bySite = string.CompareOrdinal(a.Append.Stream.SiteId, b.Append.Stream.SiteId);
        return bySite != 0 ? bySite : (a.Append.Stream.Id, a.Append.Stream.Kind).CompareTo((b.Append.Stream.Id, b.Append.Stream.Kind));
    };

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly List<(Append Append, int Number)> _batch = [];
    private readonly ArrayParameter<int> _number = new("integer");
    private readonly ArrayParameter<bool> _isFirst = new("boolean");
    private readonly AppendColumns _rows = new();
    private readonly ArrayParameter<int> _namingNumber = new("integer");
    private readonly ArrayParameter<Guid> _visitor = new("uuid");
    private readonly ArrayParameter<Guid> _streamId = new("uuid");
    private readonly ArrayParameter<short> _streamKind = new("smallint");
    private readonly ArrayParameter<string> _siteId = new("text");

    private AppendCommand(NpgsqlConnection connection)
    {
        _connection = connection;
        _command = new NpgsqlCommand(AppendStatement.Text(_rows.Columns), connection)
        {
            Parameters = { _number.Parameter, _isFirst.Parameter },
        };
        foreach (var column in _rows.Columns) _command.Parameters.Add(column.Parameter);
        foreach (var parameter in new[] { _namingNumber.Parameter, _visitor.Parameter, _streamId.Parameter, _streamKind.Parameter, _siteId.Parameter })
        {
            _command.Parameters.Add(parameter);
        }
    }

    public static async Task<AppendCommand> Open(NpgsqlDataSource source)
    {
        var command = new AppendCommand(await source.OpenConnectionAsync());
        try
        {
            await command._command.PrepareAsync();
            return command;
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    /// <summary>Judges and stores the appends; all or nothing of what may be stored is durable when it returns.</summary>
    public async Task<IReadOnlyList<AppendOutcome>> Run(IReadOnlyList<Append> appends)
    {
        Fill(appends);
        try
        {
            await using var reader = await _command.ExecuteReaderAsync();
            return await Outcomes(reader, appends.Count);
        }
        finally
        {
            Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<IReadOnlyList<AppendOutcome>> Outcomes(NpgsqlDataReader reader, int count)
    {
        var outcomes = new AppendOutcome[count];
        Array.Fill(outcomes, Stored.Instance);
        while (await reader.ReadAsync())
        {
            var number = reader.GetInt32(0);
            if (!reader.IsDBNull(2))
            {
                IReadOnlyList<Guid> others = outcomes[number] is Claimed claimed ? claimed.EventIds : [];
                outcomes[number] = new Claimed([.. others, reader.GetGuid(2)]);
            }
            else if (!reader.GetBoolean(1))
            {
                outcomes[number] = Conflict.Instance;
            }
        }

        return outcomes;
    }

    private void Fill(IReadOnlyList<Append> appends)
    {
        for (var i = 0; i < appends.Count; i++) _batch.Add((appends[i], i));
        _batch.Sort(ByStream);
        foreach (var (append, number) in _batch)
        {
            for (var i = 0; i < append.Rows.Count; i++)
            {
                _number.Add(number);
                _isFirst.Add(i == 0);
                _rows.Add(append.Rows[i]);
            }

            foreach (var visitor in append.Visitors)
            {
                _namingNumber.Add(number);
                _visitor.Add(visitor);
                _streamId.Add(append.Stream.Id);
                _streamKind.Add((short)append.Stream.Kind);
                _siteId.Add(append.Stream.SiteId);
            }
        }
    }

    private void Clear()
    {
        _batch.Clear();
        _number.Clear();
        _isFirst.Clear();
        _rows.Clear();
        _namingNumber.Clear();
        _visitor.Clear();
        _streamId.Clear();
        _streamKind.Clear();
        _siteId.Clear();
    }
}
