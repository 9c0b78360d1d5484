using System.Buffers.Binary;
using QRCoder;
using Scanova.Server.Scans;

namespace Scanova.Tests.Scans;

public class QrImageTests
{
    private static readonly QrImageOptions Plain = new(512, 4, QRCodeGenerator.ECCLevel.M, (0, 0, 0), (255, 255, 255));

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1001)]
    public void A_png_has_exactly_the_asked_size(int size)
    {
        var png = QrImage.Png("https://q.example/s/abc2345", Plain with { Size = size });

        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).Should().Be(size);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).Should().Be(size);
    }

    [Fact]
    public void An_svg_is_square_and_carries_the_colours()
    {
        var svg = QrImage.Svg("https://q.example/s/abc2345", Plain with { Dark = (1, 2, 3) });

        svg.Should().StartWith("<svg").And.Contain("width=\"512\" height=\"512\"").And.Contain("#010203").And.EndWith("</svg>");
        System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName.Should().Be("svg");
    }
}
