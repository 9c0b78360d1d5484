namespace Scanova.Server.Hosting;

/// <summary>
/// <c>Scanova.Server healthcheck /health/ready</c>: asks the server of the same container, so that its image needs neither a
/// shell nor curl. Exit code 0 for a 2xx answer, 1 for any other or none.
/// </summary>
internal static class HealthCheck
{
    /// <summary>Within the 5 s that the image's HEALTHCHECK gives it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <param name="route">With its leading slash.</param>
    /// <param name="urls">Where the server listens, as in <c>ASPNETCORE_URLS</c>; the first http one is asked.</param>
    public static async Task<int> Ask(string route, string? urls)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(Server(urls), route));
            if (answer.IsSuccessStatusCode) return 0;

            // Docker keeps the output of the last checks for docker inspect.
            Console.Error.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine(e.Message);
        }

        return 1;
    }

    private static Uri Server(string? urls)
    {
        var http = (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse)
            .FirstOrDefault(a => a.Scheme == Uri.UriSchemeHttp) ?? BindingAddress.Parse("http://localhost:5080");

        var host = http.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : http.Host;
        return new Uri($"http://{host}:{http.Port}");
    }
}
