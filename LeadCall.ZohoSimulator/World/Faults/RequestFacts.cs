using System.Text;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>What a <see cref="RequestMatch"/> can ask about a request, and what a barrier shows of it.</summary>
internal sealed class RequestFacts
{
    /// <summary>The <see cref="Operation"/> of the accounts server's token endpoint.</summary>
    public const string TokenOperation = "token";

    private readonly Lazy<IReadOnlyList<string>> texts;
    private readonly Lazy<int> items;

    public RequestFacts()
    {
        texts = new(() => BodyTexts.In(Body));
        items = new(() => BodyTexts.Items(Body));
    }

    /// <summary>Its number in the request log.</summary>
    public required long Number { get; init; }

    public required string DataCentre { get; init; }

    /// <summary>Null when the request does not tell.</summary>
    public required string? Organisation { get; init; }

    public required string Method { get; init; }

    public required string Operation { get; init; }

    public string? Module { get; init; }

    /// <summary>Empty for the token endpoint, whose body holds secrets.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Cancelled when the client has hung up. Only to be looked at: what was begun goes on.</summary>
    public CancellationToken ClientGone { get; init; }

    public bool IsToken => Operation == TokenOperation;

    /// <summary>Changes records or settings when it is carried out.</summary>
    public bool IsWrite => !IsToken && Method != HttpMethods.Get && Operation != "coql";

    /// <summary>Items in the body's <c>data</c>; 0 when it has none.</summary>
    public int Items => items.Value;

    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    public bool BodyContains(string text) => texts.Value.Any(each => each.Contains(text, StringComparison.Ordinal));
}

/// <summary>The texts of a body, escapes undone: <c>\u002B91</c> on the wire is <c>+91</c> to who looks for it.</summary>
internal static class BodyTexts
{
    public static IReadOnlyList<string> In(ReadOnlyMemory<byte> body)
    {
        var texts = new List<string> { Encoding.UTF8.GetString(body.Span) };
        if (Parse(body) is { } root)
        {
            Collect(root, texts);
        }

        return texts;
    }

    public static int Items(ReadOnlyMemory<byte> body) =>
        Parse(body) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? data.GetArrayLength()
            : 0;

    private static void Collect(JsonElement element, List<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, texts);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, texts);
                }

                break;
            case JsonValueKind.String:
                texts.Add(element.GetString()!);
                break;
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
