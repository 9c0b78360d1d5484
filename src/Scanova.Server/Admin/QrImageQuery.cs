using System.Globalization;
using QRCoder;
using Scanova.Server.Http;
using Scanova.Server.Scans;

namespace Scanova.Server.Admin;

/// <summary>The options of an image, from the query string; every broken one is noted (contract section 5).</summary>
internal sealed class QrImageQuery(IQueryCollection query)
{
    private const int MostPixels = 4_096;
    private const int MostMargin = 32;
    private static readonly Flaw NotColour = new("colour of 6 hex digits expected, such as 1463ff", "value_error.color");
    private static readonly Flaw SameColours = new("dark and light are the same colour", "value_error.color");
    private readonly List<FieldProblem> _problems = [];

    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <param name="text">What the code says: it decides how small its image can be.</param>
    public QrImageOptions Read(string text)
    {
        var options = new QrImageOptions(
            Whole("size", 512, 1, MostPixels), Whole("margin", 4, 0, MostMargin), Correction(), Colour("dark", (0, 0, 0)), Colour("light", (255, 255, 255)));
        if (_problems.Count > 0) return options;

        if (options.Dark == options.Light) Refuse("dark", SameColours);
        var least = QrImage.SmallestSize(text, options);
        if (options.Size < least) Refuse("size", OutOf(least, MostPixels));
        return options;
    }

    private int Whole(string name, int fallback, int least, int most)
    {
        if (!query.TryGetValue(name, out var value)) return fallback;
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) Refuse(name, Flaw.NotInteger);
        else if (number < least || number > most) Refuse(name, OutOf(least, most));
        return number;
    }

    private QRCodeGenerator.ECCLevel Correction()
    {
        switch (query.TryGetValue("ecc", out var value) ? value.ToString() : "M")
        {
            case "L": return QRCodeGenerator.ECCLevel.L;
            case "M": return QRCodeGenerator.ECCLevel.M;
            case "Q": return QRCodeGenerator.ECCLevel.Q;
            case "H": return QRCodeGenerator.ECCLevel.H;
            default:
                Refuse("ecc", Flaw.NoneOf("L, M, Q, H"));
                return default;
        }
    }

    private (byte R, byte G, byte B) Colour(string name, (byte R, byte G, byte B) fallback)
    {
        if (!query.TryGetValue(name, out var value)) return fallback;

        var digits = value.ToString().TrimStart('#');
        if (digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
        {
            return ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        }

        Refuse(name, NotColour);
        return fallback;
    }

    private void Refuse(string name, Flaw flaw) => _problems.Add(FieldProblem.InQuery(flaw, name));

    private static Flaw OutOf(int least, int most) => new($"ensure this value is a whole number from {least} to {most}", "value_error.number.range");
}
