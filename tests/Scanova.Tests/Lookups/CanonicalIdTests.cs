using Scanova.Server.Lookups;

namespace Scanova.Tests.Lookups;

public sealed class CanonicalIdTests
{
    [Theory]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550E8400-E29B-41D4-A716-446655440000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Canonical_hex_is_an_id_in_any_case(string text)
    {
        CanonicalId.TryParse(text, out var id).Should().BeTrue();
        id.ToString().Should().Be(text.ToLowerInvariant());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000 ")]
    [InlineData("+50e8400-e29b-41d4-a716-446655440000")]
    [InlineData("0x0e8400-e29b-41d4-a716-446655440000")]
    [InlineData("0x550e84-+29b-41d4-a716-446655440000")]
    [InlineData("550e8400-e29b-41d4-a716-0x6655440000")]
    [InlineData("550e8400-e29b-41d4-a716-+46655440000")]
    [InlineData("550e8400-e29b-41d4-a716- 46655440000")]
    [InlineData("550e8400-e29b-41d4-a716-4466554400000")]
    [InlineData("550e8400e29b41d4a716446655440000")]
    [InlineData("550e8400-e29b-41d4a-716-446655440000")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000g")]
    [InlineData("５50e8400-e29b-41d4-a716-446655440000")]
    public void Anything_else_is_none(string text) => CanonicalId.TryParse(text, out _).Should().BeFalse();
}
