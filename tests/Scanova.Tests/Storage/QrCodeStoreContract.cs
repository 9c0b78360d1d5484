using Scanova.Sites;

namespace Scanova.Tests.Storage;

/// <summary>What every database must do as <see cref="IQrCodeStore"/>.</summary>
public abstract class QrCodeStoreContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IQrCodeStore Codes => storage.QrCodes;

    [Fact]
    public async Task A_code_comes_back_as_it_was()
    {
        var code = SomeCode();

        (await Codes.Create(code, None)).Should().BeTrue();

        (await Codes.ByCode(code.Code, None)).Should().BeEquivalentTo(code);
        (await Codes.ByCode(code.Code + "x", None)).Should().BeNull();
        (await Codes.OfSite(Some.Site(), None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_qrid_and_a_short_code_are_taken_once()
    {
        var code = SomeCode();
        await Codes.Create(code, None);

        (await Codes.Create(SomeCode() with { Qrid = code.Qrid }, None)).Should().BeFalse();
        (await Codes.Create(SomeCode() with { Code = code.Code }, None)).Should().BeFalse();
    }

    [Fact]
    public async Task Short_codes_differ_by_case()
    {
        var upper = SomeCode() with { Code = $"A{Guid.NewGuid():N}" };
        var lower = SomeCode() with { Code = $"a{upper.Code[1..]}" };
        await Codes.Create(upper, None);

        (await Codes.Create(lower, None)).Should().BeTrue();
        (await Codes.ByCode(lower.Code, None))!.Qrid.Should().Be(lower.Qrid);
    }

    [Fact]
    public async Task An_update_replaces_what_may_change()
    {
        var code = SomeCode();
        (await Codes.Update(code, None)).Should().BeFalse();
        await Codes.Create(code, None);

        var changed = code with { Name = "Window", DestinationUrl = "https://other.example.com/", Tags = [], Active = false };
        (await Codes.Update(changed, None)).Should().BeTrue();
        (await Codes.Update(changed with { SiteId = Some.Site() }, None)).Should().BeFalse("it is another site's");

        (await Codes.ByCode(code.Code, None)).Should().BeEquivalentTo(changed);
    }

    [Fact]
    public async Task The_codes_of_a_site_are_listed_oldest_first()
    {
        var newer = SomeCode() with { CreatedAt = Some.Noon.AddDays(1) };
        var older = SomeCode() with { SiteId = newer.SiteId };
        await Codes.Create(newer, None);
        await Codes.Create(older, None);

        (await Codes.OfSite(newer.SiteId, None)).Should().BeEquivalentTo([older, newer], options => options.WithStrictOrdering());
    }

    private static QrCode SomeCode() => new(
        $"Q{Guid.NewGuid():N}"[..17].ToUpperInvariant(),
        $"{Guid.NewGuid():N}"[..10],
        Some.Site(),
        "Poster",
        "https://shop.example.com/a?b=c#d",
        ["berlin", "summer"],
        true,
        Some.Noon);
}
