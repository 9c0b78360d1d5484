using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scanova.Server.Http;
using Scanova.Tests.App;

namespace Scanova.Tests.Ingest.Routes;

/// <summary>What bodies may take up of memory, whoever sends them.</summary>
public sealed class LargeBodiesTests
{
    private const int Limit = 5 * 1024 * 1024;

    [Fact]
    public async Task Bodies_share_a_budget_and_give_back_what_they_took()
    {
        var budget = new BodyBudget(1_500_000);
        using var second = Body(600_000, budget);
        using (var first = Body(600_000, budget))
        {
            (await first.CheckSize(default)).Should().BeNull();
            var problem = await second.CheckSize(default);
            (problem!.Status, problem.RetryAfter).Should().Be((503, 2));
        }

        using var third = Body(600_000, budget);
        (await third.CheckSize(default)).Should().BeNull();
        third.Bytes.Length.Should().Be(600_000);
    }

    [Fact]
    public async Task Usual_bodies_need_no_budget()
    {
        using var body = Body(BodyBudget.Free, new BodyBudget(0), announced: true);

        (await body.Read(default)).Should().BeNull();
    }

    [Fact]
    public async Task A_body_over_its_limit_is_413_before_its_buffer_outgrows_the_limit()
    {
        using var body = Body(3 * Limit, new BodyBudget());

        (await body.CheckSize(default))!.Status.Should().Be(413);
        body.Bytes.Length.Should().BeLessThan(2 * Limit);
    }

    [Theory]
    [InlineData("/collect/batch")]
    [InlineData("/server-events/batch")]
    [InlineData("/validate")]
    public async Task Beyond_the_budget_a_large_batch_is_to_be_repeated_and_a_small_one_passes(string path)
    {
        await using var app = await ScanovaApp.Start(
            TimeProvider.System, static services => services.Replace(ServiceDescriptor.Singleton(new BodyBudget(0))));
        var site = await app.CreateSite();
        var key = await app.CreateKey(site);
        var one = path == "/collect/batch" ? Bodies.Browser("", site) : Bodies.Server("", site);
        var large = Bodies.Batch([.. Enumerable.Repeat(one, 1_000)]) + new string(' ', BodyBudget.Free);

        foreach (var chunked in new[] { true, false })
        {
            var refused = await Send(app, path, large, key, chunked);
            (refused.Status, refused.Header("Retry-After")).Should().Be((503, "2"));
            refused.Detail.Should().NotBeNullOrEmpty();
            (await Send(app, path, Bodies.Batch(one), key, chunked)).Status.Should().Be(200);
        }
    }

    [Fact]
    public async Task Connections_are_bounded_and_slow_bodies_given_up()
    {
        await using var app = await ScanovaApp.Start();
        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        limits.MaxConcurrentConnections.Should().Be(20_000);
        limits.MinRequestBodyDataRate!.BytesPerSecond.Should().BeGreaterThanOrEqualTo(4_096);
    }

    private static RequestBody Body(int bytes, BodyBudget budget, bool announced = false)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(new byte[bytes]);
        if (announced) request.ContentLength = bytes;
        return new RequestBody(request, Limit, budget);
    }

    private static async Task<Answer> Send(ScanovaApp app, string path, string body, string key, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = IngestApp.Content(Bodies.Utf8(body)) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("X-API-Key", key);
        using var response = await app.Client.SendAsync(request);
        return await Answer.Of(response);
    }
}
