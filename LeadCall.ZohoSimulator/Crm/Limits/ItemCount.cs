using System.Text.Json;

namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>How many records a write carries, without building the document.</summary>
internal static class ItemCount
{
    /// <summary>The length of the top-level <c>data</c> array; 0 when there is none or the body is no JSON.</summary>
    public static int InData(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && reader.ValueTextEquals("data"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.StartArray ? Elements(ref reader) : 0;
                }
            }
        }
        catch (JsonException)
        {
            return 0;
        }

        return 0;
    }

    private static int Elements(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }
}
