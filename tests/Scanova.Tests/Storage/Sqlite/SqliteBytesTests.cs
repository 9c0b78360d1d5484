using System.Text;
using Scanova.Log;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>What the files of the data folder hold, to the byte: a refused append may carry what a consent forbids (contract section 7).</summary>
public sealed class SqliteBytesTests(SqliteStorageFixture storage) : IClassFixture<SqliteStorageFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_body_of_a_refused_append_has_never_been_in_a_file()
    {
        var stream = Some.Session();
        var other = Some.Session(stream.SiteId);
        var stored = Some.Event(stream) with { PageUrl = Marker("stored") };
        await storage.Log.Append(Some.Append(stream, 0, stored), None);

        var late = Some.Event(stream) with { PageUrl = Marker("late") };
        (await storage.Log.Append(Some.Append(stream, 0, late), None)).Should().Be(Conflict.Instance);
        var first = Some.Event(other) with { PageUrl = Marker("first") };
        var repeat = Some.Event(other, stored.EventId) with { PageUrl = Marker("repeat") };
        (await storage.Log.Append(Some.Append(other, 0, first, repeat), None)).Should().BeOfType<Claimed>();

        Files().Should().Contain(bytes => Holds(bytes, Marker("stored")));
        foreach (var refused in new[] { "late", "first", "repeat" })
        {
            Files().Should().NotContain(bytes => Holds(bytes, Marker(refused)), refused);
        }
    }

    private static string Marker(string name) => $"https://{name}.marker.example.com/";

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>The write-ahead log included; the lock file can't be read and is empty.</summary>
    private IEnumerable<byte[]> Files() => Directory.GetFiles(storage.Folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(ReadShared);

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
