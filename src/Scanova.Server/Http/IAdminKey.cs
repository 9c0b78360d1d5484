namespace Scanova.Server.Http;

/// <summary>The key that administers every site (contract section 10).</summary>
public interface IAdminKey
{
    /// <summary>Takes the same time for every wrong key.</summary>
    bool Matches(string presented);
}
