using System.Text;

namespace Scanova.Tests.Ingest;

/// <summary>
/// An endless, repeatable stream of bodies, each a valid event or batch with one to three oddities: truncations, wrong types,
/// deep nesting, huge numbers, invalid UTF-8, surrogates, repeated keys and more. Every one must be answered with a 4xx, or
/// with a 200 where the oddity does no harm.
/// </summary>
public sealed class MalformedBodies(int seed, string siteId)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e309", "-1e400", "1e-400", "123456789012345678901234567890", "0.00000001", "\"\"", "\"x\"",
        "\"2026-13-45T99:99:99Z\"", "\"1999-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-23:59\"", "[]", "{}", "[[]]", "{\"a\":1}",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"jane@example.com\"",
        "{\"jane@example.com\":[\"a%40b.co\"]}", "\"550e8400-e29b-41d4-a716-44665544000g\"", "{\"amount\":1e400,\"currency\":\"usd\"}",
        "{\"amount\":\"1\",\"currency\":5}", "\"granted\"", "{\"screen_width\":\"a\",\"language\":[]}", "{\"email_hash\":\"x\",\"external_id\":\"a@b.co\"}",
    ];

    private static readonly string[] NoValues =
        ["NaN", "Infinity", "-", "01", "1.", ".5", "1e", "tru", "'x'", "\"\\x\"", "\"\\u12\"", "\"\t\"", "granted", "", ",", "}"];

    private static readonly string[] Keys =
    [
        "site_id", "event_type", "event_name", "event_id", "scan_session_id", "web_session_id", "visitor_id", "page_url", "page_title",
        "referrer", "event_time", "timestamp", "device", "metadata", "properties", "consent", "conversion_value", "user_identifiers",
        "unknown", "events", "", "\\u0000", "\\ud800", "s\\u0069te_id", "__proto__",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next body, and whether it was made for a batch route.</summary>
    public (byte[] Body, bool IsBatch) Next()
    {
        var isBatch = _random.Next(4) == 0;
        var body = Encoding.UTF8.GetBytes(isBatch ? Batch() : Event());
        for (var damages = Math.Max(0, _random.Next(5) - 2); damages > 0; damages--) body = Damage(body);
        return (body, isBatch);
    }

    private string Batch()
    {
        var events = Enumerable.Range(0, _random.Next(5)).Select(_ => _random.Next(6) == 0 ? Pick(Values) : Event());
        var list = $"[{string.Join(',', events)}]";
        return _random.Next(8) switch
        {
            0 => list,
            1 => $"{{\"events\":{Pick(Values)}}}",
            2 => $"{{\"events\":{list},\"events\":[]}}",
            _ => $"{{\"x\":1,\"events\":{list}}}",
        };
    }

    private string Event()
    {
        var members = new List<string>
        {
            $"\"site_id\":\"{siteId}\"",
            $"\"event_{(_random.Next(2) == 0 ? "type" : "name")}\":\"page_view\"",
            "\"scan_session_id\":\"550e8400-e29b-41d4-a716-446655440000\"",
            $"\"page_url\":\"https://shop.example/?q={_random.Next()}\"",
            "\"metadata\":{\"a\":[1,{\"b\":\"c\"}],\"n\":1.10}",
            "\"conversion_value\":{\"amount\":49.99,\"currency\":\"USD\"}",
        };
        for (var odd = _random.Next(1, 4); odd > 0; odd--)
        {
            var value = _random.Next(24) switch
            {
                0 => Nested("[", "]"),
                1 => Nested("{\"a\":", "}"),
                2 => $"\"{new string('x', _random.Next(12_000))}\"",
                3 => $"{{{string.Join(',', Enumerable.Range(0, _random.Next(200)).Select(i => $"\"k{i % 150}\":{i}"))}}}",
                4 => Pick(NoValues),
                _ => Pick(Values),
            };
            var key = $"\"{Pick(Keys)}\":";
            var known = members.FindIndex(m => m.StartsWith(key, StringComparison.Ordinal));
            if (known >= 0 && _random.Next(10) > 0) members[known] = key + value;
            else members.Insert(_random.Next(members.Count + 1), key + value);
        }

        return $"{{{string.Join(',', members)}}}";
    }

    private string Nested(string open, string close)
    {
        var levels = _random.Next(1, 80);
        return string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));
    }

    private byte[] Damage(byte[] body)
    {
        var at = _random.Next(body.Length + 1);
        return _random.Next(7) switch
        {
            0 => body[..at],
            1 => body[at..],
            2 => [.. body[..at], (byte)_random.Next(256), .. body[at..]],
            3 => [.. body[..at], .. Pick(Values).Select(c => (byte)c), .. body[at..]],
            4 => [.. body[..at], 0xC3, 0x28, .. body[at..]],
            5 => [.. body, .. body[at..]],
            _ => [0xEF, 0xBB, 0xBF, .. body],
        };
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
