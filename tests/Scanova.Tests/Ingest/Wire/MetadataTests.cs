using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Tests.Ingest.Wire;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("{ }", "{}")]
    [InlineData("{ \"a\" : [ 1 , true , null , { } , [ ] ] , \"b\" : \"c\" }", "{\"a\":[1,true,null,{},[]],\"b\":\"c\"}")]
    [InlineData("{\"n\":[1.10,4.999e1,-0,1E+2,49.99,1e308]}", "{\"n\":[1.10,4.999e1,-0,1E+2,49.99,1e308]}")]
    [InlineData("{\"n\":[1e-999,-1e-99999999999999999999,0e99999999999999999999]}", "{\"n\":[1e-999,-1e-99999999999999999999,0e99999999999999999999]}")]
    [InlineData("{\"\\u00e9\":\"\\u00fc\\ud83d\\ude00\\/\"}", "{\"é\":\"ü😀/\"}")]
    [InlineData("{\"a\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"}", "{\"a\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u007f\"}")]
    [InlineData("{\"a\":{\"b\":{\"c\":{\"d\":[]}}}}", "{\"a\":{\"b\":{\"c\":{\"d\":[]}}}}")]
    public void What_is_sent_is_kept_compact_and_unescaped(string sent, string kept) => Read(sent).Json.Should().Be(kept);

    [Theory]
    [InlineData("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{}}}}}}")]
    [InlineData("{\"a\":[[[[[]]]]]}")]
    public void Six_levels_are_too_deep(string sent) => Flaws(sent).Should().Equal(" value_error.any_json.max_depth");

    [Theory]
    [InlineData(10_240, true)]
    [InlineData(10_241, false)]
    public void It_may_have_10240_bytes_of_compact_utf8(int bytes, bool isValid)
    {
        const string key = "{\"a\":\"";
        var filling = bytes - key.Length - 2;
        Measure(key + new string('x', filling) + "\"}");
        Measure("  { \"a\" :  \"" + string.Concat(Enumerable.Repeat("\\u00e9", filling / 2)) + (filling % 2 == 1 ? "x" : "") + "\" } ");

        void Measure(string sent)
        {
            var read = Read(sent);
            if (isValid) Encoding.UTF8.GetByteCount(read.Json!).Should().Be(bytes);
            else read.Flaws.Should().ContainSingle().Which.Flaw.Should().Be(Metadata.TooLarge);
        }
    }

    [Theory]
    [InlineData("a@b.co")]
    [InlineData("a\\u0040b.co")]
    [InlineData("\\u0000")]
    public void A_text_that_makes_it_too_large_is_refused_for_that_alone(string start) =>
        Flaws($"{{\"a\":\"{start}{new string('x', 11_000)}\"}}").Should().Equal(" value_error.any_json.max_bytes");

    [Theory]
    [InlineData("{\"mail\":\"jane@example.com\"}", "mail value_error.raw_email")]
    [InlineData("{\"mail\":\"jane\\u0040example.com\"}", "mail value_error.raw_email")]
    [InlineData("{\"link\":\"?m=jane%40example.com\"}", "link value_error.raw_email")]
    [InlineData("{\"a\":[0,{\"b\":\"x jane@example.com\"}]}", "a.1.b value_error.raw_email")]
    [InlineData("{\"a\":{\"jane@example.com\":1}}", "a.[redacted] value_error.raw_email")]
    [InlineData("{\"a\":\"\\u0000\"}", "a value_error.any_str.characters")]
    [InlineData("{\"a\\u0000\":1}", "a\0 value_error.any_str.characters")]
    [InlineData("{\"a\":[1,\"\\ud800\"]}", "a.1 value_error.any_str.characters")]
    [InlineData("{\"a\":1e309}", "a value_error.number.not_in_range")]
    [InlineData("{\"a\":-1.5e308}", "a value_error.number.not_in_range")]
    [InlineData("{\"a\":1e99999999999999999999}", "a value_error.number.not_in_range")]
    public void What_breaks_a_rule_is_named_with_its_path(string sent, string flaw) => Flaws(sent).Should().Equal(flaw);

    [Fact]
    public void A_number_of_400_digits_is_out_of_range() =>
        Flaws($"{{\"a\":{new string('9', 400)}}}").Should().Equal("a value_error.number.not_in_range");

    [Fact]
    public void File_names_are_no_addresses() => Read("{\"img\":\"/logo@2x.png\"}").Flaws.Should().BeEmpty();

    [Fact]
    public void Many_flaws_and_long_keys_make_no_large_answer()
    {
        var flaws = Read($"{{\"{new string('k', 5_000)}\":[{string.Join(',', Enumerable.Repeat("\"a@b.co\"", 400))}]}}").Flaws;

        flaws.Should().HaveCount(10);
        flaws[0].Path[0].Key.Should().HaveLength(129);
    }

    [Fact]
    public void It_means_the_same_as_what_was_sent() => Objects(4).Sample(sent =>
    {
        var kept = Read(sent.ToJsonString()).Json!;
        return JsonNode.DeepEquals(JsonNode.Parse(kept), sent);
    });

    private static Gen<JsonNode> Objects(int levels) => Gen.Dictionary(Gen.String[0, 4].Where(IsText), Values(levels - 1))[0, 4]
        .Select(members => (JsonNode)new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value?.DeepClone()))));

    private static Gen<JsonNode> Values(int levels)
    {
        var scalars = Gen.OneOf(
            Gen.String[0, 8].Where(IsText).Select(s => (JsonNode)JsonValue.Create(s)),
            Gen.Long.Select(n => (JsonNode)JsonValue.Create(n)),
            Gen.Bool.Select(b => (JsonNode)JsonValue.Create(b)));
        if (levels == 0) return scalars;
        var arrays = Values(levels - 1).Array[0, 3].Select(items => (JsonNode)new JsonArray([.. items.Select(i => i.DeepClone())]));
        return Gen.OneOf(scalars, arrays, Objects(levels));
    }

    private static bool IsText(string text) => !text.Contains('\0') && !text.Any(char.IsSurrogate) && !text.Contains('@');

    private static IEnumerable<string> Flaws(string sent) =>
        Read(sent).Flaws.Select(f => $"{string.Join('.', f.Path.Select(Step))} {f.Flaw.Type}");

    private static string Step(PathStep step) => step.Key ?? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Metadata Read(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        BodyScan.Scan(body, null, out var flaw).Should().Be(BodyKind.Object);
        flaw.Should().BeNull();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var metadata = MetadataWalk.Read(ref reader);
        reader.TokenType.Should().Be(JsonTokenType.EndObject);
        reader.CurrentDepth.Should().Be(0);
        return metadata;
    }
}
