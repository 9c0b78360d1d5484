using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>Orleans' ADO.NET cluster membership on our tables and query texts.</summary>
public sealed class OrleansMembershipTests(OrleansSilos cluster) : IClassFixture<OrleansSilos>
{
    private readonly string _clusterId = $"cluster-{Guid.NewGuid():N}";

    [Fact]
    public async Task Two_silos_find_each_other_and_a_stopped_one_is_known_to_be_gone()
    {
        var members = cluster.Silos[0].Services.GetRequiredService<IMembershipTable>();
        (await members.ReadAllAsync()).Members.Select(m => m.Item1.Status).Should().Equal(SiloStatus.Active, SiloStatus.Active);
        var second = cluster.Silos[1].Services.GetRequiredService<ILocalSiloDetails>();

        await cluster.Silos[1].StopAsync();

        var row = await members.ReadRowAsync(second.SiloAddress);
        row.Members.Single().Item1.Should().Match<MembershipEntry>(m => m.Status == SiloStatus.Dead && m.SiloName == second.Name && m.HostName != "");
        row.Members.Single().Item1.StartTime.Kind.Should().Be(DateTimeKind.Utc);
    }

    [Fact]
    public async Task A_member_is_added_and_changed_only_on_the_version_that_was_read()
    {
        var members = await NewCluster();
        var before = (await members.ReadAllAsync()).Version;
        var member = Member(SiloStatus.Joining);

        (await members.InsertRowAsync(member, before.Next())).Should().BeTrue();
        (await members.InsertRowAsync(Member(SiloStatus.Joining), before.Next())).Should().BeFalse("the version was read before");
        var added = (await members.ReadAllAsync()).Version;
        added.Version.Should().Be(before.Version + 1);
        (await members.InsertRowAsync(member, added.Next())).Should().BeFalse("it is there already");
        var etag = (await members.ReadRowAsync(member.SiloAddress)).Members.Single().Item2;
        (await members.UpdateRowAsync(Member(SiloStatus.Active), etag, added.Next())).Should().BeFalse("it is not there");
        (await members.ReadAllAsync()).Version.Version.Should().Be(added.Version, "what failed changes nothing");

        member.Status = SiloStatus.Dead;
        member.AddSuspector(SiloAddress.New(IPAddress.Loopback, 1, 1), Some.Noon);
        (await members.UpdateRowAsync(member, etag, before.Next())).Should().BeFalse();
        (await members.UpdateRowAsync(member, etag, added.Next())).Should().BeTrue();

        var read = (await members.ReadRowAsync(member.SiloAddress)).Members.Single().Item1;
        read.Status.Should().Be(SiloStatus.Dead);
        read.SuspectTimes.Should().BeEquivalentTo(member.SuspectTimes);
    }

    [Fact]
    public async Task A_sign_of_life_is_stored_and_old_dead_members_are_cleaned_away()
    {
        var members = await NewCluster();
        var (dead, alive) = (Member(SiloStatus.Dead), Member(SiloStatus.Created));
        await members.InsertRowAsync(dead, (await members.ReadAllAsync()).Version.Next());
        await members.InsertRowAsync(alive, (await members.ReadAllAsync()).Version.Next());
        dead.IAmAliveTime = alive.IAmAliveTime = Some.Noon.AddMinutes(5);
        await members.UpdateIAmAliveAsync(dead);
        await members.UpdateIAmAliveAsync(alive);
        (await members.ReadRowAsync(dead.SiloAddress)).Members.Single().Item1.IAmAliveTime.Should().Be(Some.Noon.AddMinutes(5));

        await members.CleanupDefunctSiloEntriesAsync(Some.Noon.AddMinutes(4));
        (await members.ReadRowAsync(dead.SiloAddress)).Members.Should().ContainSingle("it is not old enough");
        await members.CleanupDefunctSiloEntriesAsync(Some.Noon.AddMinutes(6));

        (await members.ReadRowAsync(dead.SiloAddress)).Members.Should().BeEmpty();
        (await members.ReadRowAsync(alive.SiloAddress)).Members.Should().ContainSingle("it is not dead");
    }

    [Fact]
    public async Task The_members_of_a_cluster_can_be_deleted_with_its_version()
    {
        var members = await NewCluster();
        await members.InsertRowAsync(Member(SiloStatus.Active), (await members.ReadAllAsync()).Version.Next());

        await members.DeleteMembershipTableEntriesAsync(_clusterId);

        await members.InitializeMembershipTableAsync(true);
        var all = await members.ReadAllAsync();
        all.Members.Should().BeEmpty();
        all.Version.Version.Should().Be(0);
    }

    private static MembershipEntry Member(SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, Random.Shared.Next(1_000, 60_000), Random.Shared.Next(1, int.MaxValue)),
        SiloName = "a silo",
        HostName = "a host",
        Status = status,
        ProxyPort = 30_000,
        StartTime = Some.Noon,
        IAmAliveTime = Some.Noon,
    };

    /// <summary>The membership of a cluster without silos, which nobody changes but the test.</summary>
    private async Task<IMembershipTable> NewCluster()
    {
        var members = ActivatorUtilities.CreateInstance<AdoNetClusteringTable>(
            cluster.Silos[0].Services, Options.Create(new ClusterOptions { ClusterId = _clusterId, ServiceId = "test" }));
        await members.InitializeMembershipTableAsync(true);
        return members;
    }
}
