using Scanova.Server.Http;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>The fields of a QR code as sent (contract section 10), over those it has.</summary>
internal static class QrCodeSettings
{
    private const int MostUrlCharacters = 4_096;
    private const int MostTags = 100;
    private const int MostTagCharacters = 128;

    private static readonly Flaw NotUrl = new("absolute http or https URL expected", "value_error.url");

    public static QrCode Apply(AdminFields fields, QrCode code) => code with
    {
        Name = fields.Text("name", SiteSettings.MostNameCharacters) ?? code.Name,
        DestinationUrl = fields.Parsed("destination_url", MostUrlCharacters, Destination, NotUrl) ?? code.DestinationUrl,
        Tags = fields.Texts("tags", MostTags, MostTagCharacters, tag => tag, Flaw.Empty) ?? code.Tags,
        Active = fields.Flag("active") ?? code.Active,
    };

    /// <summary>A redirect goes there as a header: nothing that could end its line.</summary>
    private static string? Destination(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.Host.Length > 0
            ? text
            : null;
}
