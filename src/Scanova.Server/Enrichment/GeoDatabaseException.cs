namespace Scanova.Server.Enrichment;

/// <summary>The start can't go on: <c>Scanova:GeoDatabase</c> names no usable database. The message is one line, for the operator.</summary>
public sealed class GeoDatabaseException(string message, Exception inner) : Exception(message, inner);
