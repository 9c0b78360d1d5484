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
    public async Task An_update_changes_what_it_names()
    {
        var code = SomeCode();
        var (first, second) = (new QrCodeChange { Name = "Window", Tags = [] }, new QrCodeChange { DestinationUrl = "https://other.example.com/", Active = false });
        (await Codes.Update(code.SiteId, code.Qrid, first, None)).Should().BeNull();
        await Codes.Create(code, None);

        (await Codes.Update(code.SiteId, code.Qrid, first, None)).Should().BeEquivalentTo(first.Over(code));
        (await Codes.Update(code.SiteId, code.Qrid, second, None)).Should().BeEquivalentTo(second.Over(first.Over(code)));
        (await Codes.Update(Some.Site(), code.Qrid, new QrCodeChange { Name = "stolen" }, None)).Should().BeNull("it is another site's");

        (await Codes.ByCode(code.Code, None)).Should().BeEquivalentTo(
            code with { Name = "Window", DestinationUrl = "https://other.example.com/", Tags = [], Active = false });
    }

    [Fact]
    public async Task Updates_made_at_once_do_not_undo_one_another()
    {
        var code = SomeCode();
        await Codes.Create(code, None);
        QrCodeChange[] changes = [new() { Name = "Window" }, new() { DestinationUrl = "https://other.example.com/" }, new() { Tags = ["autumn"] }, new() { Active = false }];

        await Task.WhenAll(changes.Select(change => Task.Run(() => Codes.Update(code.SiteId, code.Qrid, change, None))));

        (await Codes.ByCode(code.Code, None)).Should().BeEquivalentTo(changes.Aggregate(code, (all, change) => change.Over(all)));
    }

    [Fact]
    public async Task A_code_is_found_by_its_qrid_within_its_site_only()
    {
        var code = SomeCode();
        await Codes.Create(code, None);

        (await Codes.Find(code.SiteId, code.Qrid, None)).Should().BeEquivalentTo(code);
        (await Codes.Find(Some.Site(), code.Qrid, None)).Should().BeNull();
        (await Codes.Find(code.SiteId, code.Qrid[..^1] + "x", None)).Should().BeNull();
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
