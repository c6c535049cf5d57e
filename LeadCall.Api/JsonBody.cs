using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadCall.Api.Problems;

namespace LeadCall.Api;

/// <summary>Reads a JSON body once, and says precisely what is wrong with it.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <summary>The document, which the caller disposes, or the refusal.</summary>
    public static async Task<(JsonDocument? Document, Problem? Refused)> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            return (null, Refusal.UnsupportedMediaType);
        }

        // The unpacking middleware takes the header away with the encoding.
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return (null, Refusal.UnsupportedContentEncoding);
        }

        try
        {
            return (await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted), null);
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"Line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read as JSON.");
            return (null, Refusal.MalformedJson(place));
        }
    }

    /// <summary>The body as a wire type, or the refusal.</summary>
    public static async Task<(T? Value, Problem? Refused)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        var (document, refused) = await ReadAsync(request);
        if (document is null)
        {
            return (null, refused);
        }

        using (document)
        {
            try
            {
                return document.Deserialize(type) is { } value ? (value, null) : (null, Refusal.InvalidRequest("The body is null; it must be an object."));
            }
            catch (JsonException e)
            {
                return (null, Refusal.InvalidRequest($"{e.Path ?? "$"} is missing or has the wrong type."));
            }
            catch (InvalidOperationException)
            {
                return (null, Refusal.InvalidRequest("A text holds half a character (a lone surrogate)."));
            }
        }
    }

    /// <summary>
    /// A text that PostgreSQL can keep: no NUL, no half characters, not longer than <paramref name="longest"/>. Null stays null.
    /// </summary>
    public static bool TryText(JsonElement element, int longest, out string? text)
    {
        text = null;
        switch (element.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return true;
            case JsonValueKind.String:
                try
                {
                    text = element.GetString();
                }
                catch (InvalidOperationException)
                {
                    return false;
                }

                return IsStorable(text!, longest);
            default:
                return false;
        }
    }

    public static bool IsStorable([NotNullWhen(true)] string? text, int longest) => text is not null && text.Length <= longest && !text.Contains('\0');

    /// <summary>A moment with its offset from UTC, as RFC 3339 writes it. Without an offset nobody knows which moment is meant.</summary>
    public static bool TryInstant(JsonElement element, out DateTimeOffset instant)
    {
        instant = default;
        return TryText(element, longest: 40, out var text) && text is not null && HasOffset(text)
            && element.TryGetDateTimeOffset(out instant) && instant.Year is >= 1970 and < 2100;
    }

    private static bool HasOffset(string text) =>
        text.Length > 6 && text.Contains('T') && (text[^1] == 'Z' || (text[^6] is '+' or '-' && text[^3] == ':'));
}
