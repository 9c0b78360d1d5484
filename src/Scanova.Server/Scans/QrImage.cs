using System.Globalization;
using System.Text;
using QRCoder;

namespace Scanova.Server.Scans;

/// <summary>How a QR code is drawn.</summary>
/// <param name="Size">Pixels along an edge, quiet zone included.</param>
/// <param name="Margin">Width of the quiet zone in modules; scanners want 4.</param>
/// <param name="Dark">RGB.</param>
/// <param name="Light">RGB.</param>
internal readonly record struct QrImageOptions(
    int Size, int Margin, QRCodeGenerator.ECCLevel Correction, (byte R, byte G, byte B) Dark, (byte R, byte G, byte B) Light);

/// <summary>Draws the modules of a QR code as SVG, or as PNG of exactly the asked size.</summary>
internal static class QrImage
{
    public static string Svg(string text, in QrImageOptions options)
    {
        var modules = Modules(text, options.Correction);
        var edge = modules.Length + 2 * options.Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{options.Size}" height="{options.Size}" viewBox="0 0 {edge} {edge}" shape-rendering="crispEdges">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{edge}" height="{edge}" fill="{Hex(options.Light)}"/><path fill="{Hex(options.Dark)}" d='""");
        for (var y = 0; y < modules.Length; y++)
        {
            for (var x = 0; x < modules.Length; x++)
            {
                if (modules[y][x]) svg.Append(CultureInfo.InvariantCulture, $"M{x + options.Margin} {y + options.Margin}h1v1h-1z");
            }
        }

        return svg.Append("'/></svg>").ToString();
    }

    public static byte[] Png(string text, in QrImageOptions options)
    {
        var modules = Modules(text, options.Correction);
        // Whole pixels a module, or scanners meet blurred edges; what is left over widens the quiet zone.
        var pixels = Math.Max(1, options.Size / (modules.Length + 2 * options.Margin));
        var offset = (options.Size - pixels * modules.Length) / 2;
        var rows = new bool[options.Size][];
        for (var y = 0; y < options.Size; y++)
        {
            rows[y] = new bool[options.Size];
            var moduleY = Module(y);
            for (var x = 0; moduleY >= 0 && x < options.Size; x++) rows[y][x] = Module(x) is var moduleX and >= 0 && modules[moduleY][moduleX];
        }

        return TwoColourPng.Encode(rows, options.Dark, options.Light);

        int Module(int pixel) => pixel < offset || (pixel - offset) / pixels >= modules.Length ? -1 : (pixel - offset) / pixels;
    }

    /// <summary>Pixels below which a code of this text can't be drawn with one pixel a module.</summary>
    public static int SmallestSize(string text, in QrImageOptions options) =>
        Modules(text, options.Correction).Length + 2 * options.Margin;

    private static bool[][] Modules(string text, QRCodeGenerator.ECCLevel correction)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, correction);
        // QRCoder frames the code with a quiet zone of 4 modules; the margin here is the caller's.
        const int frame = 4;
        return [.. data.ModuleMatrix.Skip(frame).SkipLast(frame).Select(row => row.Cast<bool>().Skip(frame).SkipLast(frame).ToArray())];
    }

    private static string Hex((byte R, byte G, byte B) colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";
}
