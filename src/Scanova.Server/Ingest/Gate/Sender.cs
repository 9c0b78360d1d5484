namespace Scanova.Server.Ingest.Gate;

/// <summary>On whose word events come: what their site is held against.</summary>
/// <param name="KeySite">The site of the credential; null for browsers, who have none.</param>
/// <param name="Host">Where the browser's page stands; null when the domain is not judged.</param>
internal readonly record struct Sender(string? KeySite, SenderHost? Host);
