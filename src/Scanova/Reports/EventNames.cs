namespace Scanova.Reports;

/// <summary>Event names as reports show them: what the SDK sends as <c>pageview</c> and others as <c>page_view</c> is one name (contract section 14).</summary>
public static class EventNames
{
    /// <summary>The name of a scan, and the funnel step that only a scan of ours does.</summary>
    public const string Scan = "scan";
    private const string PageView = "page_view";
    private const string SdkPageView = "pageview";

    public static string Shown(string sent) => sent == SdkPageView ? PageView : sent;

    /// <summary>Every name that is shown as this one.</summary>
    public static IReadOnlyList<string> Sent(string shown) => shown == PageView ? [PageView, SdkPageView] : [shown];
}
