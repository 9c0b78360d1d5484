using Scanova.Storage;
using Scanova.Storage.Sqlite;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>What an operator is told when the data folder can't be used.</summary>
public sealed class SqliteStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scanova-start-").FullName;

    private string EventsFile => Path.Combine(_folder, SqliteStore.EventsFile);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_data_folder_is_made_with_all_its_parents()
    {
        var folder = Path.Combine(_folder, "a", "b");

        await using var store = await StorageInstance.Start(services => services.AddSqliteStorage(folder));

        (await store.Store.Answers(CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task A_data_folder_serves_one_at_a_time()
    {
        await using (await Start())
        {
            (await Failure()).Should().StartWith($"Another process uses the data folder {_folder}.");
        }

        await using var next = await Start();
        (await next.Store.Answers(CancellationToken.None)).Should().BeTrue("the lock went with its holder");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        await File.WriteAllTextAsync(EventsFile, "This is a letter, not a database. " + new string('x', 5_000));

        (await Failure()).Should().Be($"{EventsFile} is damaged or no SQLite database. Restore it from a backup, or move it away to start empty.");
    }

    [Fact]
    public async Task A_damaged_database_is_named()
    {
        await (await Start()).DisposeAsync();
        await using (var file = new FileStream(EventsFile, FileMode.Open))
        {
            file.Position = 100;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 60_000).ToArray());
        }

        (await Failure()).Should().StartWith($"{EventsFile} is damaged");
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_named()
    {
        Directory.CreateDirectory(EventsFile);

        (await Failure()).Should().StartWith($"{EventsFile} can't be opened for writing.");
    }

    [Fact]
    public async Task A_failed_start_lets_go_of_the_folder()
    {
        Directory.CreateDirectory(EventsFile);
        await Failure();
        Directory.Delete(EventsFile);

        await using var store = await Start();

        (await store.Store.Answers(CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_told()
    {
        var folder = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(folder, "");

        (await Failure(folder)).Should().StartWith($"The data folder {folder} can't be created:");
    }

    [Theory]
    [InlineData("/sys", "can't be written")]
    [InlineData("/sys/scanova", "can't be created")]
    public async Task A_folder_that_is_read_only_is_told(string folder, string reason)
    {
        (await Failure(folder)).Should().StartWith($"The data folder {folder} {reason}:");
    }

    private Task<StorageInstance> Start(string? folder = null) =>
        StorageInstance.Start(services => services.AddSqliteStorage(folder ?? _folder));

    private async Task<string> Failure(string? folder = null)
    {
        var thrown = await FluentActions.Awaiting(() => Start(folder)).Should().ThrowAsync<StoreStartException>();
        thrown.Which.Message.Should().NotContain("\n");
        return thrown.Which.Message;
    }
}
