using System.Text.Json;
using Scanova.Load.Driving;
using Scanova.Load.Processes;

namespace Scanova.Load.Benchmarks;

/// <summary>Days inclusive, in UTC.</summary>
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>The reports of the benchmark's site (contract section 14), asked for as an administrator.</summary>
internal sealed class Reports(Uri server) : IDisposable
{
    /// <summary>A report that reads ten million rows may take its time.</summary>
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };

    public static string KeyHeader => $"X-Admin-Key: {Servers.AdminKey}\r\n";

    /// <param name="report">Its name, with parameters of its own if it has any.</param>
    public static string Path(string report, Period period) =>
        $"/sites/{SiteSetup.SiteId}/reports/{report}{(report.Contains('?') ? '&' : '?')}from={period.From:yyyy-MM-dd}&to={period.To:yyyy-MM-dd}&tz=UTC";

    /// <returns>The rows of the report.</returns>
    /// <exception cref="LoadFailedException">It is not answered 200.</exception>
    public async Task<IReadOnlyList<JsonElement>> Get(string report, Period period)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(report, period)) { Headers = { { "X-Admin-Key", Servers.AdminKey } } };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new LoadFailedException($"{report} answered {answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.Clone())];
    }

    public void Dispose() => _http.Dispose();
}
