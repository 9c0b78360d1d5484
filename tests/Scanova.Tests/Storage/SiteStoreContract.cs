using Scanova.Privacy;
using Scanova.Sites;

namespace Scanova.Tests.Storage;

/// <summary>What every database must do as <see cref="ISiteStore"/>.</summary>
public abstract class SiteStoreContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private ISiteStore Sites => storage.Sites;

    [Fact]
    public async Task A_site_comes_back_with_every_setting()
    {
        var site = SomeSite() with
        {
            Active = false,
            AllowedDomains = ["shop.example.com", "*.example.com"],
            ConversionEvents = ["purchase", "sign_up"],
            LookbackDays = 7,
            ConsentDefault = ConsentState.Denied,
            StrictPrivacy = true,
            TimeZone = "Europe/Berlin",
        };

        (await Sites.Create(site, None)).Should().BeTrue();

        (await Find(site.SiteId)).Should().BeEquivalentTo(site);
    }

    [Fact]
    public async Task A_site_id_is_taken_once()
    {
        var site = SomeSite();
        await Sites.Create(site, None);

        (await Sites.Create(site with { Name = "another" }, None)).Should().BeFalse();

        (await Find(site.SiteId))!.Name.Should().Be(site.Name);
    }

    [Fact]
    public async Task An_update_changes_the_settings_it_names_of_a_site_that_exists()
    {
        var site = SomeSite() with { ConsentDefault = ConsentState.Denied };
        var first = new SiteChange { Name = "renamed", AllowedDomains = [], LookbackDays = 7, StrictPrivacy = true };
        var second = new SiteChange { Active = false, ConversionEvents = ["purchase"], NamesConsentDefault = true, TimeZone = "Europe/Berlin" };
        (await Sites.Update(site.SiteId, first, None)).Should().BeNull();
        await Sites.Create(site, None);

        (await Sites.Update(site.SiteId, first, None)).Should().BeEquivalentTo(first.Over(site));
        (await Sites.Update(site.SiteId, second, None)).Should().BeEquivalentTo(second.Over(first.Over(site)));

        (await Find(site.SiteId)).Should().BeEquivalentTo(site with
        {
            Name = "renamed",
            Active = false,
            AllowedDomains = [],
            ConversionEvents = ["purchase"],
            LookbackDays = 7,
            ConsentDefault = null,
            StrictPrivacy = true,
            TimeZone = "Europe/Berlin",
        });
    }

    [Fact]
    public async Task Updates_made_at_once_do_not_undo_one_another()
    {
        var site = SomeSite();
        await Sites.Create(site, None);
        SiteChange[] changes =
        [
            new() { Name = "renamed" }, new() { Active = false }, new() { AllowedDomains = ["shop.example.com"] }, new() { ConversionEvents = ["purchase"] },
            new() { LookbackDays = 7 }, new() { NamesConsentDefault = true, ConsentDefault = ConsentState.Pending }, new() { StrictPrivacy = true },
            new() { TimeZone = "Europe/Berlin" },
        ];

        await Task.WhenAll(changes.Select(change => Task.Run(() => Sites.Update(site.SiteId, change, None))));

        (await Find(site.SiteId)).Should().BeEquivalentTo(changes.Aggregate(site, (all, change) => change.Over(all)));
    }

    [Fact]
    public async Task A_reader_is_told_what_changed_since_its_revision()
    {
        var (one, two) = (SomeSite(), SomeSite());
        var before = (await Sites.ChangesSince(0, None)).Revision;
        await Sites.Create(one, None);
        await Sites.Create(two, None);
        var first = await Sites.ChangesSince(before, None);
        first.Sites.Select(site => site.SiteId).Should().Contain([one.SiteId, two.SiteId]);

        var key = SomeKey(one);
        await Sites.AddKey(key, None);
        var second = await Sites.ChangesSince(first.Revision, None);
        second.Revision.Should().BeGreaterThan(first.Revision);
        second.Keys.Should().Contain(k => k.KeyId == key.KeyId);
        second.Sites.Should().NotContain(site => site.SiteId == two.SiteId);

        await Sites.RevokeKey(one.SiteId, key.KeyId, Some.Noon, None);
        await Sites.Update(two.SiteId, new SiteChange { Active = false }, None);
        var third = await Sites.ChangesSince(second.Revision, None);
        third.Keys.Should().ContainSingle(k => k.KeyId == key.KeyId).Which.RevokedAt.Should().Be(Some.Noon);
        third.Sites.Should().ContainSingle(site => site.SiteId == two.SiteId).Which.Active.Should().BeFalse();
    }

    [Fact]
    public async Task A_key_comes_back_as_it_was_and_the_oldest_comes_first()
    {
        var site = SomeSite();
        await Sites.Create(site, None);
        var newer = SomeKey(site) with { CreatedAt = Some.Noon.AddDays(1) };
        var older = SomeKey(site);
        (await Sites.AddKey(newer, None)).Should().BeTrue();
        (await Sites.AddKey(older, None)).Should().BeTrue();

        (await Sites.Keys(site.SiteId, None)).Should().BeEquivalentTo([older, newer], options => options.WithStrictOrdering());
        (await Sites.Keys(Some.Site(), None)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_key_can_stand_only_once_whatever_its_site()
    {
        var (one, two) = (SomeSite(), SomeSite());
        await Sites.Create(one, None);
        await Sites.Create(two, None);
        var key = SomeKey(one);
        await Sites.AddKey(key, None);

        (await Sites.AddKey(SomeKey(two) with { Hash = key.Hash }, None)).Should().BeFalse();

        (await Sites.Keys(two.SiteId, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Revoking_twice_keeps_the_first_time()
    {
        var site = SomeSite();
        await Sites.Create(site, None);
        var key = SomeKey(site);
        await Sites.AddKey(key, None);

        (await Sites.RevokeKey(Some.Site(), key.KeyId, Some.Noon, None)).Should().BeFalse("it is another site's");
        (await Sites.RevokeKey(site.SiteId, Guid.NewGuid(), Some.Noon, None)).Should().BeFalse();
        (await Sites.RevokeKey(site.SiteId, key.KeyId, Some.Noon, None)).Should().BeTrue();
        (await Sites.RevokeKey(site.SiteId, key.KeyId, Some.Noon.AddDays(1), None)).Should().BeTrue();

        (await Sites.Keys(site.SiteId, None)).Single().RevokedAt.Should().Be(Some.Noon);
    }

    [Fact]
    public async Task The_last_use_of_a_key_only_moves_forward_and_is_no_news()
    {
        var site = SomeSite();
        await Sites.Create(site, None);
        var (used, unused) = (SomeKey(site), SomeKey(site));
        await Sites.AddKey(used, None);
        await Sites.AddKey(unused, None);
        var revision = (await Sites.ChangesSince(0, None)).Revision;

        await Sites.TouchKeys(new Dictionary<Guid, DateTime> { [used.KeyId] = Some.Noon.AddHours(2), [Guid.NewGuid()] = Some.Noon }, None);
        await Sites.TouchKeys(new Dictionary<Guid, DateTime> { [used.KeyId] = Some.Noon.AddHours(1) }, None);

        var keys = await Sites.Keys(site.SiteId, None);
        keys.Single(key => key.KeyId == used.KeyId).LastUsedAt.Should().Be(Some.Noon.AddHours(2));
        keys.Single(key => key.KeyId == unused.KeyId).LastUsedAt.Should().BeNull();
        (await Sites.ChangesSince(revision, None)).Keys.Should().NotContain(key => key.KeyId == used.KeyId);
    }

    [Fact]
    public async Task Changes_made_at_once_all_reach_a_reader_that_follows()
    {
        var sites = Enumerable.Range(0, 20).Select(_ => SomeSite()).ToArray();
        var revision = (await Sites.ChangesSince(0, None)).Revision;
        var changing = Task.WhenAll(sites.Select(site => Task.Run(() => Sites.Create(site, None))));

        var seen = new HashSet<string>();
        var isLast = false;
        while (!isLast)
        {
            isLast = changing.IsCompleted;
            var changes = await Sites.ChangesSince(revision, None);
            seen.UnionWith(changes.Sites.Select(site => site.SiteId));
            revision = changes.Revision;
        }

        await changing;
        seen.Should().Contain(sites.Select(site => site.SiteId));
    }

    private static Site SomeSite() =>
        new() { SiteId = Some.Site(), Name = "A shop", AllowedDomains = ["*"], CreatedAt = Some.Noon };

    private static ApiKey SomeKey(Site site) =>
        new(Guid.NewGuid(), site.SiteId, "backend", System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), Some.Noon, null, null);

    private async Task<Site?> Find(string siteId) =>
        (await Sites.ChangesSince(0, None)).Sites.SingleOrDefault(site => site.SiteId == siteId);
}
