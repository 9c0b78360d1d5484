using Scanova.Server.Http;
using Scanova.Server.Scans;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>The fields of a QR code as sent (contract section 10).</summary>
internal static class QrCodeSettings
{
    private const int MostUrlCharacters = 4_096;
    private const int MostTags = 100;
    private const int MostTagCharacters = 128;

    private static readonly Flaw NotUrl = new("absolute http or https URL expected", "value_error.url");

    public static QrCodeChange Read(AdminFields fields) => new()
    {
        Name = fields.Text("name", SiteSettings.MostNameCharacters),
        DestinationUrl = fields.Parsed("destination_url", MostUrlCharacters, WebAddress, NotUrl),
        Tags = fields.Texts("tags", MostTags, MostTagCharacters, tag => tag, Flaw.Empty),
        Active = fields.Flag("active"),
    };

    /// <summary>A redirect goes there as a header: nothing that could end its line.</summary>
    private static string? WebAddress(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\') && Destination.CanBe(text) ? text : null;
}
