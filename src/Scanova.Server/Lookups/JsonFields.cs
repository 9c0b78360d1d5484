using System.Text.Json;
using Scanova.Events;

namespace Scanova.Server.Lookups;

/// <summary>How the contract writes values: UUIDs in lower case, times ISO 8601 UTC with milliseconds, amounts with all their decimals, absent as null.</summary>
internal static class JsonFields
{
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTime? time)
    {
        if (time is not { } given)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteString(name, UtcText.Write(given, stackalloc byte[UtcText.BufferLength]));
    }

    public static void WriteId(this Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } given) json.WriteString(name, given);
        else json.WriteNull(name);
    }

    public static void WriteIds(this Utf8JsonWriter json, string name, IReadOnlyList<Guid> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } given) json.WriteNumber(name, given);
        else json.WriteNull(name);
    }

    public static void WriteValue(this Utf8JsonWriter json, string amountName, string currencyName, Money? value)
    {
        json.WriteNumberOrNull(amountName, value?.Amount);
        json.WriteString(currencyName, value?.Currency);
    }

    /// <summary><c>{"USD":49.99}</c></summary>
    public static void WriteSums(this Utf8JsonWriter json, string name, IReadOnlyList<Money> sums)
    {
        json.WriteStartObject(name);
        foreach (var sum in sums) json.WriteNumber(sum.Currency, sum.Amount);
        json.WriteEndObject();
    }
}
