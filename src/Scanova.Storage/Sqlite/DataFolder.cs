namespace Scanova.Storage.Sqlite;

/// <summary>
/// The folder of the embedded store, held by one process: a lock of the operating system, which ends with the process
/// however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Creates the folder if need be and takes its lock.</summary>
    /// <exception cref="StoreStartException">It can't be created or written, or another process holds it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreStartException($"The data folder {path} can't be created: {e.Message} Set Scanova__DataPath to a folder that can be written.", e);
        }

        var file = System.IO.Path.Combine(path, "scanova.lock");
        try
        {
            return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreStartException($"The data folder {path} can't be written: {e.Message} Give this user the right to, or set Scanova__DataPath to another folder.", e);
        }
        catch (IOException e) when (File.Exists(file) && e is not (FileNotFoundException or PathTooLongException))
        {
            throw new StoreStartException($"Another process uses the data folder {path}. Stop it first, or set Scanova__DataPath to a folder of this one's own.", e);
        }
        catch (IOException e)
        {
            throw new StoreStartException($"The data folder {path} can't be written: {e.Message}", e);
        }
    }

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();
}
