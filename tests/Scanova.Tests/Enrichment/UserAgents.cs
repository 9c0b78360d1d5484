namespace Scanova.Tests.Enrichment;

/// <summary>User agents as they are met: the text, then device type, browser and system.</summary>
internal static class UserAgents
{
    private const string WebKit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    private const string Chrome = WebKit + " Chrome/143.0.0.0";

    public const string ChromeOnWindows = $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Chrome} Safari/537.36";
    public const string ChromeOnLinux = $"Mozilla/5.0 (X11; Linux x86_64) {Chrome} Safari/537.36";
    public const string ChromeOnPhone = $"Mozilla/5.0 (Linux; Android 10; K) {Chrome} Mobile Safari/537.36";
    public const string SafariOnPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
    public const string Television = "Mozilla/5.0 (SMART-TV; LINUX; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) 108.0.5359.1/8.0 TV Safari/537.36";

    public static TheoryData<string, string, string?, string?> People => new()
    {
        { ChromeOnWindows, "desktop", "Chrome", "Windows" },
        { $"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {Chrome} Safari/537.36", "desktop", "Chrome", "macOS" },
        { ChromeOnLinux, "desktop", "Chrome", "Linux" },
        { $"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {Chrome} Safari/537.36", "desktop", "Chrome", "ChromeOS" },
        { ChromeOnPhone, "mobile", "Chrome", "Android" },
        { $"Mozilla/5.0 (Linux; Android 10; K) {Chrome} Safari/537.36", "tablet", "Chrome", "Android" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/143.0.7499.38 Mobile/15E148 Safari/604.1", "mobile", "Chrome", "iOS" },

        { SafariOnPhone, "mobile", "Safari", "iOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "mobile", "Safari", "iOS" },
        { "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1", "tablet", "Safari", "iOS" },
        { "Mozilla/5.0 (iPad; U; CPU OS 3_2 like Mac OS X; en-us) AppleWebKit/531.21.10 (KHTML, like Gecko) Version/4.0.4 Mobile/7B334b Safari/531.21.10", "tablet", "Safari", "iOS" },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "desktop", "Safari", "macOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148", "mobile", "WebView", "iOS" },
        { "Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1", "mobile", "Safari", "iOS" },

        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "desktop", "Firefox", "Windows" },
        { "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "desktop", "Firefox", "Linux" },
        { "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "mobile", "Firefox", "Android" },
        { "Mozilla/5.0 (Android 14; Tablet; rv:145.0) Gecko/145.0 Firefox/145.0", "tablet", "Firefox", "Android" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15", "mobile", "Firefox", "iOS" },
        { "Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0", "desktop", "Firefox", "BSD" },

        { $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Chrome} Safari/537.36 Edg/143.0.0.0", "desktop", "Edge", "Windows" },
        { $"Mozilla/5.0 (Linux; Android 10; HD1913) {Chrome} Mobile Safari/537.36 EdgA/142.0.0.0", "mobile", "Edge", "Android" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/142.0.0.0 Mobile/15E148 Safari/605.1.15", "mobile", "Edge", "iOS" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763", "desktop", "Edge", "Windows" },
        { "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", "desktop", "Internet Explorer", "Windows" },
        { "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; Tablet PC 2.0)", "desktop", "Internet Explorer", "Windows" },
        { "Mozilla/5.0 (Mobile; Windows Phone 8.1; Android 4.0; ARM; Trident/7.0; Touch; rv:11.0; IEMobile/11.0; NOKIA; Lumia 520) like iPhone OS 7_0_3 Mac OS X AppleWebKit/537 (KHTML, like Gecko) Mobile Safari/537", "mobile", "Internet Explorer", "Windows Phone" },

        { $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Chrome} Safari/537.36 OPR/124.0.0.0", "desktop", "Opera", "Windows" },
        { $"Mozilla/5.0 (Linux; Android 10; K) {Chrome} Mobile Safari/537.36 OPR/91.0.0.0", "mobile", "Opera", "Android" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 OPT/5.5", "mobile", "Opera", "iOS" },
        { "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16", "mobile", "Opera", "Android" },
        { "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS; Opera Mobi/23.348; U; en) Presto/2.5.25 Version/10.54", "mobile", "Opera", null },

        { $"Mozilla/5.0 (Linux; Android 15; SAMSUNG SM-S931B) {WebKit} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36", "mobile", "Samsung Internet", "Android" },
        { $"Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-X910) {WebKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36", "tablet", "Samsung Internet", "Android" },
        { $"Mozilla/5.0 (Linux; Android 13; SM-T870 Build/TP1A; wv) {WebKit} Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36", "tablet", "WebView", "Android" },
        { $"Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005; wv) {WebKit} Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36", "mobile", "WebView", "Android" },
        { $"Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A.220624.014; wv) {WebKit} Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/532.0.0.55.71;]", "mobile", "Facebook", "Android" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.42.70;FBDV/iPhone16,1;FBMD/iPhone]", "mobile", "Facebook", "iOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 393.0.0.33.70 (iPhone14,5; iOS 18_5; en_US)", "mobile", "Instagram", "iOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Twitter for iPhone/11.5", "mobile", "X", "iOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/en", "mobile", "WeChat", "iOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/380.0.778174823 Mobile/15E148 Safari/604.1", "mobile", "Google App", "iOS" },
        { $"Mozilla/5.0 (Linux; Android 14; 23117RA68G) {WebKit} Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.24.0-gn", "mobile", "Mi Browser", "Android" },
        { "Mozilla/5.0 (Linux; U; Android 4.0.3; de-de; GT-P5110 Build/IML74K) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Safari/534.30", "tablet", "Android Browser", "Android" },
        { "Mozilla/5.0 (Linux; U; Android 2.3.5; en-us; HTC Vision Build/GRI40) AppleWebKit/533.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/533.1", "mobile", "Android Browser", "Android" },
        { $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WebKit} Chrome/140.0.0.0 YaBrowser/25.10.0.0 Safari/537.36", "desktop", "Yandex Browser", "Windows" },
        { $"Mozilla/5.0 (Linux; Android 9; KFTRWI) {WebKit} Silk/130.5.1 like Chrome/130.0.6723.102 Safari/537.36", "tablet", "Silk", "Android" },
        { "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile", "mobile", "Chrome", "HarmonyOS" },
        { "Mozilla/5.0 (Mobile; Nokia 2720 Flip; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.2", "mobile", "KaiOS Browser", "KaiOS" },
        { "Mozilla/5.0 (BB10; Touch) AppleWebKit/537.10+ (KHTML, like Gecko) Version/10.0.9.2372 Mobile Safari/537.10+", "mobile", "Safari", "BlackBerry" },

        // Phones of a maker whose name ends as a bot's would.
        { "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36", "mobile", "Chrome", "Android" },
        { "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus Build/PPR1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 Mobile Safari/537.36", "mobile", "Chrome", "Android" },
        { "Mozilla/5.0 (Linux; Android 6.0; Cubot) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 Mobile Safari/537.36", "mobile", "Chrome", "Android" },

        { Television, "tv", "Samsung Internet", "Tizen" },
        { $"Mozilla/5.0 (Web0S; Linux/SmartTV) {WebKit} Chrome/120.0.6099.270 Safari/537.36 WebAppManager", "tv", "webOS Browser", "webOS" },
        { $"Mozilla/5.0 (Linux; Android 10; BRAVIA 4K VH2 Build/QTG3.200305.006) {Chrome} Safari/537.36", "tv", "Chrome", "Android" },
        { $"Mozilla/5.0 (Linux; Android 9; AFTKA) {WebKit} Silk/130.5.1 like Chrome/130.0.6723.102 Safari/537.36", "tv", "Silk", "Android" },
        { $"Mozilla/5.0 (Linux; Android 12; Chromecast Build/STTL) {Chrome} Safari/537.36", "tv", "Chrome", "Android" },
        { "Roku/DVP-14.5 (14.5.0.4205-46)", "tv", null, "Roku" },
        { "AppleTV14,1/18.5", "tv", null, "tvOS" },
        { "Mozilla/5.0 (PlayStation; PlayStation 5/6.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 Safari/605.1.15", "other", "Safari", "PlayStation" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox Series X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "other", "Edge", "Xbox" },
        { "Mozilla/5.0 (Linux; Android 12; Quest 3) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/40.2.0 Chrome/138.0.0.0 Mobile VR Safari/537.36", "other", "Meta Quest Browser", "Android" },

        { "Shop/4.2 CFNetwork/1568.200.51 Darwin/24.1.0", "other", null, null },
        { "Shop/4.2 okhttp/4.12.0", "other", null, null },
        { "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP2A)", "other", null, "Android" },
        { "something nobody has seen", "other", null, null },
        { "nodejs-like name of a person's app", "other", null, null },
        { "", "other", null, null },
    };

    public static TheoryData<string, string?> Programs => new()
    {
        { "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot" },
        { "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot" },
        { "Googlebot-Image/1.0", "Googlebot" },
        { "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36", "Bingbot" },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)", "Applebot" },
        { "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", "Baiduspider" },
        { "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)", "Yahoo Slurp" },
        { "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", "GPTBot" },
        { "Mozilla/5.0 (Linux; Android 7.0; Moto G4) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse", "Lighthouse" },
        { "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit" },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0", "facebookexternalhit" },
        { "WhatsApp/2.25.23.81 A", "WhatsApp" },
        { "WhatsApp/2.2587.9 N", "WhatsApp" },
        { "Twitterbot/1.0", "Twitterbot" },
        { "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slackbot" },
        { "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", "LinkedInBot" },
        { "TelegramBot (like TwitterBot)", "TelegramBot" },
        { "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "Discordbot" },
        { "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com", "SkypeUriPreview" },
        { "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "UptimeRobot" },
        { "curl/8.15.0", "curl" },
        { "Wget/1.25.0", "Wget" },
        { "python-requests/2.32.5", "python-requests" },
        { "Python/3.13 aiohttp/3.12.15", "aiohttp" },
        { "Go-http-client/2.0", "Go-http-client" },
        { "okhttp/4.12.0", "okhttp" },
        { "Apache-HttpClient/4.5.14 (Java/21.0.2)", "Apache-HttpClient" },
        { "Java/17.0.11", "Java" },
        { "axios/1.11.0", "axios" },
        { "node", "node" },
        { "Faraday v2.13.4", "Faraday" },
        { "PostmanRuntime/7.46.1", "Postman" },
        { "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36", "HeadlessChrome" },
        { "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1", "PhantomJS" },

        // Unknown ones, by what they call themselves.
        { "Mozilla/5.0 (compatible; NobodyBot/0.1)", null },
        { "ExampleCrawler", null },
        { "Screaming Frog SEO Spider/22.2", null },
        { "Preview service (+https://example.com/about)", null },
        { "Mozilla/5.0 (Linux; Android 11; CUBOT X50; some-bot/1.0)", null },
    };
}
