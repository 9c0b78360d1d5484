using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Tests.Ingest.Wire;

public sealed class BodyScanTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{/* no */}")]
    [InlineData("site_id=shop")]
    public void What_is_no_json_is_broken(string body) => Scan(body).Kind.Should().Be(BodyKind.Broken);

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"x\":{\"y\":[{\"z\":1,\"z\":null}]}}")]
    [InlineData("{\"\":1,\"\":2}")]
    [InlineData("{\"\\ud83d\\ude00\":1,\"😀\":2}")]
    [InlineData("{\"\\ud800\":1,\"\\uD800\":2}")]
    [InlineData("{\"a_key_longer_than_eight\":1,\"b\":2,\"a_key_longer_than_eight\":3}")]
    public void A_key_repeated_in_one_object_is_broken_at_any_depth(string body) =>
        Scan(body).Flaw.Should().Be("The body repeats a key in one object");

    [Theory]
    [InlineData("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}")]
    [InlineData("{\"a\":[{\"b\":1},{\"b\":1}],\"b\":2}")]
    [InlineData("{\"a\":1,\"A\":2,\"a \":3,\"\":4}")]
    [InlineData("{\"\\ud800\":1,\"\\ud801\":2,\"\\u0000\":3,\"\\ufffd\":4}")]
    [InlineData("{\"12345678x12345678\":1,\"12345678y12345678\":2}")]
    public void Keys_may_return_in_other_objects_and_look_alike(string body) => Scan(body).Kind.Should().Be(BodyKind.Object);

    [Theory]
    [InlineData(33)]
    [InlineData(1_000)]
    [InlineData(200_000)]
    public void Objects_of_many_keys_are_checked_too(int keys)
    {
        var members = Enumerable.Range(0, keys).Select(i => $"\"common_prefix_{i:D8}_common_suffix\":0").ToList();
        Scan($"{{{string.Join(',', members)}}}").Kind.Should().Be(BodyKind.Object);

        members.Add(members[keys / 2]);
        Scan($"{{{string.Join(',', members)}}}").Kind.Should().Be(BodyKind.Broken);
    }

    [Theory]
    [InlineData(64, BodyKind.Object)]
    [InlineData(65, BodyKind.Broken)]
    public void It_may_nest_64_levels(int levels, object kind)
    {
        var arrays = levels - 1;
        Scan($"{{\"a\":{new string('[', arrays)}{new string(']', arrays)}}}").Kind.Should().Be((BodyKind)kind);
    }

    [Fact]
    public void Invalid_utf8_is_broken_also_in_ignored_fields()
    {
        byte[] body = [.. "{\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        BodyScan.Scan(body, null, out var flaw).Should().Be(BodyKind.Broken);
        flaw.Should().Be("The body is not valid UTF-8");
    }

    [Theory]
    [InlineData("[]", BodyKind.Events, 0)]
    [InlineData("[{},5,[1,{}],\"a\"]", BodyKind.Events, 4)]
    [InlineData("{\"events\":[{}]}", BodyKind.Events, 1)]
    [InlineData("{\"a\":[1],\"events\":[{},{}],\"b\":{\"events\":[]}}", BodyKind.Events, 2)]
    [InlineData("{\"\\u0065vents\":[{}]}", BodyKind.Events, 1)]
    [InlineData("{}", BodyKind.ObjectWithoutEvents, 0)]
    [InlineData("{\"events\":null}", BodyKind.ObjectWithoutEvents, 0)]
    [InlineData("{\"a\":{\"events\":[]}}", BodyKind.ObjectWithoutEvents, 0)]
    [InlineData("{\"events\":5}", BodyKind.ObjectWithOtherEvents, 0)]
    [InlineData("{\"events\":{}}", BodyKind.ObjectWithOtherEvents, 0)]
    [InlineData("5", BodyKind.Other, 0)]
    [InlineData("\"events\"", BodyKind.Other, 0)]
    [InlineData("null", BodyKind.Other, 0)]
    public void It_finds_the_events_of_a_batch(string body, object kind, int count)
    {
        var items = new List<WireItem>();
        BodyScan.Scan(Bodies.Utf8(body), items, out _).Should().Be((BodyKind)kind);
        items.Should().HaveCount(count);
    }

    [Fact]
    public void An_item_is_exactly_its_own_json()
    {
        const string body = " [ {\"a\":[1]} ,5 , \"x\\ud800\",[ ] ] ";
        var items = new List<WireItem>();
        BodyScan.Scan(Bodies.Utf8(body), items, out _);

        items.Select(i => body.Substring(i.Start, i.Length)).Should().Equal("{\"a\":[1]}", "5", "\"x\\ud800\"", "[ ]");
    }

    [Fact]
    public void Of_too_many_items_only_so_many_are_kept_that_one_can_tell()
    {
        var items = new List<WireItem>();
        BodyScan.Scan(Bodies.Utf8($"[{string.Join(',', Enumerable.Repeat("0", 5_000))}]"), items, out _);

        items.Should().HaveCount(WireItem.Most + 1);
    }

    [Fact]
    public void Unpaired_surrogates_become_nul_and_pairs_stay()
    {
        var body = Bodies.Utf8("""{"\ud800":"\udc00a\ud83d\ude00\ud83d\n\\ud800"}""");
        BodyScan.Scan(body, null, out _);

        Encoding.UTF8.GetString(body).Should().Be("""{"\u0000":"\u0000a\ud83d\ude00\u0000\n\\ud800"}""");
    }

    [Fact]
    public void It_agrees_with_the_platform_s_own_parser()
    {
        var bodies = new MalformedBodies(seed: 7, Some.SiteId);
        for (var i = 0; i < 20_000; i++)
        {
            var (body, _) = bodies.Next();
            if (IsSound(body) is not { } isSound) continue;
            var text = Encoding.UTF8.GetString(body);
            (BodyScan.Scan(body, null, out _) != BodyKind.Broken).Should().Be(isSound, "body {0} is {1}", i, text);
        }
    }

    /// <summary>Null where the platform gives up: it can't compare keys that hold an unpaired surrogate.</summary>
    private static bool? IsSound(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = BodyScan.MaxDepth, AllowDuplicateProperties = false });
            return Utf8.IsValid(body);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static (BodyKind Kind, string? Flaw) Scan(string body)
    {
        var kind = BodyScan.Scan(Bodies.Utf8(body), null, out var flaw);
        return (kind, flaw);
    }
}
