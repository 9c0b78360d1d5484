namespace Scanova.Sites;

/// <summary>What of a QR code a change names (contract section 10); null leaves it as it is.</summary>
public sealed record QrCodeChange
{
    public string? Name { get; init; }
    public string? DestinationUrl { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public bool? Active { get; init; }

    public QrCode Over(QrCode code) => code with
    {
        Name = Name ?? code.Name,
        DestinationUrl = DestinationUrl ?? code.DestinationUrl,
        Tags = Tags ?? code.Tags,
        Active = Active ?? code.Active,
    };
}
