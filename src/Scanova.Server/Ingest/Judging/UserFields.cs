using Scanova.Events;
using Scanova.Privacy;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest.Judging;

/// <summary><c>user_identifiers</c> (contract section 3).</summary>
internal static class UserFields
{
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const int HashCharacters = 64;
    private const int ExternalIdCharacters = 256;
    private static readonly Flaw NoHash = new("value is not 64 hex digits (SHA-256)", "value_error.sha256");

    public static UserIdentifiers? User(this FieldCheck check, Field<WireUser> field)
    {
        if (!check.Has(field, "user_identifiers")) return null;

        var email = check.Hash(field.Value!.EmailHash, "email_hash");
        var phone = check.Hash(field.Value.PhoneHash, "phone_hash");
        var externalId = check.ExternalId(field.Value.ExternalId);
        return (email ?? phone ?? externalId) is null ? null : new UserIdentifiers(email, phone, externalId);
    }

    private static string? Hash(this FieldCheck check, Field<string> field, string name)
    {
        if (!check.Has(field, "user_identifiers", name)) return null;
        var hash = field.Value!;
        if (hash.Length != HashCharacters || !hash.All(char.IsAsciiHexDigit))
        {
            check.Refuse(NoHash, "user_identifiers", name);
            return null;
        }

        hash = hash.ToLowerInvariant();
        if (hash == HashOfNothing) check.Warn($"user_identifiers.{name} is the SHA-256 of the empty string");
        return hash;
    }

    private static string? ExternalId(this FieldCheck check, Field<string> field)
    {
        var id = check.Text(field, ExternalIdCharacters, "user_identifiers", "external_id");
        if (id is null) return null;
        if (id.Length > 0 && !EmailAddress.IsIn(id)) return id;
        check.Refuse(id.Length == 0 ? Flaw.Empty : Metadata.HasEmail, "user_identifiers", "external_id");
        return null;
    }
}
