using System.Buffers;

namespace Scanova.Server.Enrichment;

/// <summary>
/// Clients no person looks through: crawlers, link-preview fetchers, HTTP libraries, browsers run by programs. A person taken
/// for a bot is lost to every figure, so what is not clearly a bot is none.
/// </summary>
internal static class Bots
{
    private const string HeadlessChrome = "HeadlessChrome";

    /// <summary>Wherever they occur; also those that the words below would find, for the sake of a name.</summary>
    private static readonly TokenTable Named = new(
        (HeadlessChrome, HeadlessChrome),
        ("PhantomJS", "PhantomJS"),
        ("jsdom/", "jsdom"),
        ("Googlebot", "Googlebot"),
        ("AdsBot-Google", "AdsBot-Google"),
        ("Mediapartners-Google", "Mediapartners-Google"),
        ("APIs-Google", "APIs-Google"),
        ("FeedFetcher-Google", "FeedFetcher-Google"),
        ("Google-InspectionTool", "Google-InspectionTool"),
        ("Google-Read-Aloud", "Google-Read-Aloud"),
        ("Google-PageRenderer", "Google-PageRenderer"),
        ("Google Favicon", "Google Favicon"),
        ("Google Web Preview", "Google Web Preview"),
        ("GoogleOther", "GoogleOther"),
        ("Storebot-Google", "Storebot-Google"),
        ("Chrome-Lighthouse", "Lighthouse"),
        ("bingbot", "Bingbot"),
        ("BingPreview", "BingPreview"),
        ("MicrosoftPreview", "MicrosoftPreview"),
        ("DuckDuckBot", "DuckDuckBot"),
        ("Applebot", "Applebot"),
        ("YandexBot", "YandexBot"),
        ("Baiduspider", "Baiduspider"),
        ("Bytespider", "Bytespider"),
        ("Yahoo! Slurp", "Yahoo Slurp"),
        ("GPTBot", "GPTBot"),
        ("ChatGPT-User", "ChatGPT-User"),
        ("OAI-SearchBot", "OAI-SearchBot"),
        ("ClaudeBot", "ClaudeBot"),
        ("Claude-User", "Claude-User"),
        ("PerplexityBot", "PerplexityBot"),
        ("Perplexity-User", "Perplexity-User"),
        ("Amazonbot", "Amazonbot"),
        ("CCBot", "CCBot"),
        ("AhrefsBot", "AhrefsBot"),
        ("SemrushBot", "SemrushBot"),
        ("ia_archiver", "ia_archiver"),
        ("facebookexternalhit", "facebookexternalhit"),
        ("facebookcatalog", "facebookcatalog"),
        ("Facebot", "Facebot"),
        ("meta-externalagent", "meta-externalagent"),
        ("meta-externalfetcher", "meta-externalfetcher"),
        ("Twitterbot", "Twitterbot"),
        ("LinkedInBot", "LinkedInBot"),
        ("Slackbot", "Slackbot"),
        ("Slack-ImgProxy", "Slackbot"),
        ("Discordbot", "Discordbot"),
        ("TelegramBot", "TelegramBot"),
        ("SkypeUriPreview", "SkypeUriPreview"),
        ("Snap URL Preview", "Snap URL Preview"),
        ("kakaotalk-scrap", "KakaoTalk"),
        ("vkShare", "vkShare"),
        ("Iframely", "Iframely"),
        ("Embedly", "Embedly"),
        ("UptimeRobot", "UptimeRobot"),
        ("Pingdom", "Pingdom"),
        ("StatusCake", "StatusCake"),
        ("Site24x7", "Site24x7"),
        ("DatadogSynthetics", "Datadog"),
        ("GTmetrix", "GTmetrix"),
        ("PTST/", "WebPageTest"));

    /// <summary>Only at the start: behind an app's own name a library carries what a person does there.</summary>
    private static readonly (string Token, string Name)[] Leading =
    [
        ("WhatsApp/", "WhatsApp"),
        ("curl/", "curl"),
        ("Wget/", "Wget"),
        ("python-requests/", "python-requests"),
        ("python-httpx/", "python-httpx"),
        ("Python-urllib/", "Python-urllib"),
        ("Python/", "aiohttp"),
        ("aiohttp/", "aiohttp"),
        ("Scrapy/", "Scrapy"),
        ("Go-http-client/", "Go-http-client"),
        ("okhttp/", "okhttp"),
        ("Apache-HttpClient/", "Apache-HttpClient"),
        ("Java-http-client/", "Java"),
        ("Java/", "Java"),
        ("axios/", "axios"),
        ("node-fetch/", "node-fetch"),
        ("node", "node"),
        ("undici", "undici"),
        ("got (", "got"),
        ("Deno/", "Deno"),
        ("Bun/", "Bun"),
        ("Ruby", "Ruby"),
        ("Faraday", "Faraday"),
        ("libwww-perl/", "libwww-perl"),
        ("GuzzleHttp/", "Guzzle"),
        ("PHP/", "PHP"),
        ("Symfony HttpClient", "Symfony"),
        ("Dart/", "Dart"),
        ("RestSharp/", "RestSharp"),
        ("reqwest/", "reqwest"),
        ("PostmanRuntime/", "Postman"),
        ("insomnia/", "Insomnia"),
        ("HTTPie/", "HTTPie"),
        ("k6/", "k6"),
        ("ApacheBench/", "ApacheBench"),
    ];

    /// <summary>What a stranger calls itself, at the end of a word; or the address under which it explains itself.</summary>
    private static readonly string[] Words = ["bot", "crawler", "spider", "scraper", "+http"];

    private static readonly SearchValues<string> AnyWord = SearchValues.Create(Words, StringComparison.OrdinalIgnoreCase);

    /// <param name="name">Null for a bot that is not in the tables: no raw text may leave through it.</param>
    public static bool Recognise(ReadOnlySpan<char> userAgent, ReadOnlySpan<char> brands, out string? name)
    {
        name = Named.Find(userAgent) ?? FindLeading(userAgent);
        if (name is null && brands.Contains(HeadlessChrome, StringComparison.Ordinal)) name = HeadlessChrome;
        return name is not null || CallsItselfOne(userAgent);
    }

    private static string? FindLeading(ReadOnlySpan<char> userAgent)
    {
        if (userAgent.StartsWith("Mozilla/", StringComparison.Ordinal)) return null;

        foreach (var (token, name) in Leading)
        {
            if (!userAgent.StartsWith(token, StringComparison.OrdinalIgnoreCase)) continue;
            if (!char.IsLetter(token[^1]) || IsWordEnd(userAgent, token.Length)) return name;
        }

        return null;
    }

    private static bool CallsItselfOne(ReadOnlySpan<char> userAgent)
    {
        if (!userAgent.ContainsAny(AnyWord)) return false;

        foreach (var word in Words)
        {
            var from = 0;
            while (userAgent[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                var end = from + at + word.Length;
                if (word == "+http" || (IsWordEnd(userAgent, end) && !IsCubotPhone(userAgent[..end]))) return true;
                from = end;
            }
        }

        return false;
    }

    private static bool IsWordEnd(ReadOnlySpan<char> text, int end) => end == text.Length || !char.IsLetter(text[end]);

    private static bool IsCubotPhone(ReadOnlySpan<char> upToWord) => upToWord.EndsWith("cubot", StringComparison.OrdinalIgnoreCase);
}
