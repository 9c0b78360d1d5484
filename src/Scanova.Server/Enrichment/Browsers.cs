namespace Scanova.Server.Enrichment;

/// <summary>Browsers by the tokens of their user agents and by their client hint brands.</summary>
internal static class Browsers
{
    /// <summary>With their quotes, so that made-up brands match nothing. Plain Chromium is left to the user agent, which may say more.</summary>
    public static readonly TokenTable Brands = new(
        ("\"Microsoft Edge\"", "Edge"),
        ("\"Opera\"", "Opera"),
        ("\"Opera GX\"", "Opera"),
        ("\"OperaMobile\"", "Opera"),
        ("\"Samsung Internet\"", "Samsung Internet"),
        ("\"Brave\"", "Brave"),
        ("\"Vivaldi\"", "Vivaldi"),
        ("\"YaBrowser\"", "Yandex Browser"),
        ("\"Yandex\"", "Yandex Browser"),
        ("\"DuckDuckGo\"", "DuckDuckGo"),
        ("\"Whale\"", "Whale"),
        ("\"Google Chrome\"", "Chrome"));

    /// <summary>Those that also carry the tokens of the browser they are built on, or of the web view they run in.</summary>
    public static readonly TokenTable Special = new(
        ("FBAN/", "Facebook"),
        ("FBAV/", "Facebook"),
        ("FB_IAB/", "Facebook"),
        ("Instagram", "Instagram"),
        ("musical_ly", "TikTok"),
        ("TikTok", "TikTok"),
        ("BytedanceWebview", "TikTok"),
        ("Snapchat", "Snapchat"),
        ("LinkedInApp", "LinkedIn"),
        ("Pinterest/", "Pinterest"),
        ("Twitter for", "X"),
        ("MicroMessenger/", "WeChat"),
        ("KAKAOTALK", "KakaoTalk"),
        (" Line/", "LINE"),
        ("GSA/", "Google App"),
        ("Edg/", "Edge"),
        ("EdgA/", "Edge"),
        ("EdgiOS/", "Edge"),
        ("Edge/", "Edge"),
        ("OPR/", "Opera"),
        ("OPT/", "Opera"),
        ("OPX/", "Opera"),
        ("OPiOS/", "Opera"),
        ("Opera", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"),
        ("YaBrowser/", "Yandex Browser"),
        ("DuckDuckGo/", "DuckDuckGo"),
        ("Ddg/", "DuckDuckGo"),
        ("Brave/", "Brave"),
        ("Ecosia", "Ecosia"),
        ("Whale/", "Whale"),
        ("UCBrowser/", "UC Browser"),
        ("UBrowser/", "UC Browser"),
        ("QQBrowser/", "QQ Browser"),
        ("MiuiBrowser/", "Mi Browser"),
        ("HuaweiBrowser/", "Huawei Browser"),
        ("VivoBrowser/", "vivo Browser"),
        ("HeyTapBrowser/", "HeyTap Browser"),
        ("Silk/", "Silk"),
        ("OculusBrowser/", "Meta Quest Browser"),
        ("PaleMoon/", "Pale Moon"),
        ("SeaMonkey/", "SeaMonkey"),
        ("KAIOS/", "KaiOS Browser"),
        ("Web0S", "webOS Browser"),
        ("Tizen", "Samsung Internet"),
        ("; wv)", "WebView"));

    /// <summary>The browsers that others are built on, the most specific token first.</summary>
    public static readonly TokenTable Engines = new(
        ("CriOS/", "Chrome"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("Focus/", "Firefox"),
        ("Ubuntu Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Chromium/", "Chromium"),
        ("Trident/", "Internet Explorer"),
        ("MSIE ", "Internet Explorer"),
        ("Version/4.0 Mobile Safari/", "Android Browser"),
        ("Version/4.0 Safari/534", "Android Browser"),
        ("Safari/", "Safari"),
        // An app on an iPhone or iPad shows pages without Safari's own token.
        ("like Mac OS X", "WebView"));
}
