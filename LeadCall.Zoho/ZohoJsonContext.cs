using System.Text.Json.Serialization;

namespace LeadCall.Zoho;

/// <summary>Requests of a fixed form. Answers are read leniently by <see cref="ZohoJson"/> instead.</summary>
[JsonSerializable(typeof(CoqlBody))]
internal sealed partial class ZohoJsonContext : JsonSerializerContext;

internal sealed record CoqlBody([property: JsonPropertyName("select_query")] string SelectQuery);
