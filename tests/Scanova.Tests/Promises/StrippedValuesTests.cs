using System.Net;
using System.Text;
using Scanova.Tests.App;
using Scanova.Tests.Enrichment;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 7: what consent takes out has never been in any file or log line.</summary>
public sealed class StrippedValuesTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 secret-agent";

    /// <summary>Enough events in one session that a snapshot of it is written, too.</summary>
    private const int EventsForSnapshot = 80;

    private static readonly string[] Secrets =
        ["secret-page", "secret-referrer", "secret-key", "secret-value", "secret-title", "secret-external", "secret-city", "secret-region", "secret-agent"];

    [Fact]
    public async Task No_file_and_no_log_line_ever_holds_a_stripped_value()
    {
        var locations = Path.GetTempFileName();
        await File.WriteAllBytesAsync(locations, Loopback().ToArray());
        await using var app = await ScanovaApp.Start([.. UnlimitedApp.NoLimits, ("Scanova:GeoDatabase", locations)]);
        var shop = await Customer.Of(app, new { strict_privacy = true, consent_default = "pending" });
        var (session, visitor) = (Guid.NewGuid(), Guid.NewGuid());

        await shop.Server(Whole(session, visitor, "denied"));
        await shop.Browser(Whole(session, visitor, consent: null));
        await shop.Browser(Whole(session: null, visitor, "pending"));
        await shop.Browser(Whole(session: null, visitor, consent: null));
        await shop.Browser(Whole(session: null, visitor: null, consent: null));
        await shop.BrowserBatch(Enumerable.Range(0, EventsForSnapshot).Select(_ => Whole(session, visitor, consent: null)));
        await shop.ServerBatch(Enumerable.Range(0, EventsForSnapshot).Select(_ => Whole(session, visitor, "pending")));
        var repeated = Guid.NewGuid();
        await shop.Browser(Whole(session, visitor, "denied", repeated));
        await shop.Browser(Whole(session, visitor, "denied", repeated));
        await shop.Validate(Whole(session, visitor, "denied"));
        await shop.Session(session);
        (await shop.StatusOf($"/sessions/{session}/events?limit=500&include_duplicates=1")).Should().Be(HttpStatusCode.OK);
        await shop.Server(new { scan_session_id = session, consent = "granted", properties = new { kept = "kept-value" } });

        Found(app.DataPath, Encoding.UTF8.GetBytes("kept-value")).Should().NotBeEmpty("the search must find what is there");
        NothingIsLeft();
        await app.Stop();
        NothingIsLeft();
        File.Delete(locations);

        void NothingIsLeft()
        {
            foreach (var secret in Secrets) Found(app.DataPath, Encoding.UTF8.GetBytes(secret)).Should().BeEmpty("{0} was stripped", secret);
            foreach (var form in new[] { Encoding.UTF8.GetBytes($"{visitor}"), Encoding.UTF8.GetBytes($"{visitor:N}"), visitor.ToByteArray(), visitor.ToByteArray(bigEndian: true) })
            {
                Found(app.DataPath, form).Should().BeEmpty("the visitor's id was stripped");
            }

            app.Log.Lines.Where(line => Secrets.Append($"{visitor}").Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))).Should().BeEmpty();
        }
    }

    private static MmdbFile Loopback() => new MmdbFile("GeoLite2-City").Add("127.0.0.0/8", new()
    {
        ["country"] = new Dictionary<string, object> { ["iso_code"] = "DE" },
        ["subdivisions"] = new object[] { new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = "secret-region" } } },
        ["city"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = "secret-city" } },
    });

    private static object Whole(Guid? session, Guid? visitor, string? consent, Guid? eventId = null) => new
    {
        event_id = eventId,
        scan_session_id = session,
        visitor_id = visitor,
        consent,
        page_url = "https://shop.example/secret-page",
        referrer = "https://search.example/secret-referrer",
        page_title = "secret-title",
        device = new { user_agent = Firefox },
        metadata = new Dictionary<string, object> { ["secret-key"] = "secret-value" },
        properties = new Dictionary<string, object> { ["secret-key"] = "secret-value" },
        user_identifiers = new { external_id = "secret-external" },
    };

    private static IEnumerable<string> Found(string folder, byte[] wanted) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => BytesOf(file).AsSpan().IndexOf(wanted) >= 0);

    /// <summary>Shared, because the service has the file open; its lock, an empty file, it shares with nobody.</summary>
    private static byte[] BytesOf(string file)
    {
        if (new FileInfo(file).Length == 0) return [];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
