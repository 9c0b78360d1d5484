using System.Net;
using System.Text;
using Scanova.Tests.App;

namespace Scanova.Tests.Admin;

public sealed class AdminDoorTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private HttpClient Client => shared.App.Client;

    [Theory]
    [InlineData("GET", "/admin/sites")]
    [InlineData("POST", "/admin/sites")]
    [InlineData("GET", "/admin/sites/demo")]
    [InlineData("PATCH", "/admin/sites/demo")]
    [InlineData("POST", "/admin/sites/demo/keys")]
    [InlineData("DELETE", "/admin/sites/demo/keys/5a0e8a0e-0000-4000-8000-000000000000")]
    [InlineData("GET", "/admin/sites/demo/qr-codes")]
    [InlineData("PATCH", "/admin/sites/demo/qr-codes/Q0123456789ABCDEF")]
    public async Task Every_route_asks_for_the_admin_key(string method, string path)
    {
        (await Send(method, path, null)).Should().Be((HttpStatusCode.Unauthorized, """{"detail":"X-Admin-Key is required"}"""));
        (await Send(method, path, "another")).Should().Be((HttpStatusCode.Forbidden, """{"detail":"Admin key is wrong"}"""));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"name":"a","name":"b","allowed_domains":[]}""")]
    [InlineData("""{"name":"a","allowed_domains":[],"x":{"y":1,"y":2}}""")]
    [InlineData("""{"\ud800":1,"name":"a","allowed_domains":[],"\ud800":2}""")]
    public async Task What_is_no_JSON_object_is_refused_with_400(string body)
    {
        var (status, answer) = await Send("POST", "/admin/sites", ScanovaApp.AdminKey, new StringContent(body, Encoding.UTF8, "application/json"));

        status.Should().Be(HttpStatusCode.BadRequest);
        answer.Should().StartWith("""{"detail":"The body is""");
    }

    [Fact]
    public async Task Nesting_beyond_64_is_refused_with_400()
    {
        var deep = new string('[', 70) + new string(']', 70);

        var (status, _) = await Send("POST", "/admin/sites", ScanovaApp.AdminKey, Json($$"""{"name":"a","allowed_domains":[],"x":{{deep}}}"""));

        status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_refused_with_413_before_the_key_is_looked_at()
    {
        var large = $$"""{"name":"{{new string('x', 70_000)}}"}""";

        (await Send("POST", "/admin/sites", null, Json(large))).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await Send("POST", "/admin/sites", ScanovaApp.AdminKey, new Unsized(large))).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Another_content_type_is_refused_with_415()
    {
        var form = new StringContent("name=a", Encoding.UTF8, "application/x-www-form-urlencoded");

        var (status, answer) = await Send("POST", "/admin/sites", ScanovaApp.AdminKey, form);

        status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        answer.Should().StartWith("""{"detail":""");
    }

    [Theory]
    [InlineData("PUT", "/admin/sites", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/admin/sites/demo", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/admin/nothing", HttpStatusCode.NotFound)]
    public async Task Unknown_routes_and_methods_answer_in_JSON(string method, string path, HttpStatusCode expected)
    {
        var (status, answer) = await Send(method, path, ScanovaApp.AdminKey);

        status.Should().Be(expected);
        answer.Should().StartWith("""{"detail":""");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<(HttpStatusCode Status, string Answer)> Send(string method, string path, string? key, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (key is not null) request.Headers.Add("X-Admin-Key", key);
        using var response = await Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sent in chunks, without a length.</summary>
    private sealed class Unsized(string body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
