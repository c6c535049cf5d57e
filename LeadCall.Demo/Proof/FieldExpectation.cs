using System.Globalization;
using System.Text.Json;

namespace LeadCall.Demo.Proof;

/// <summary>What a field must hold.</summary>
public abstract record FieldExpectation
{
    /// <summary>True if a value as sent or as held satisfies this.</summary>
    public abstract bool Accepts(JsonElement value);

    public static FieldExpectation Text(string text) => new TextField(text);

    public static FieldExpectation Integer(long number) => new IntegerField(number);

    public static FieldExpectation Instant(DateTimeOffset instant) => new InstantField(instant);

    public static FieldExpectation Record(string? id) => new RecordField(id);

    public static FieldExpectation OurDescription(params string[] parts) => new DescriptionField(parts);

    private sealed record TextField(string Expected) : FieldExpectation
    {
        public override bool Accepts(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() == Expected;

        public override string ToString() => $"\"{Expected}\"";
    }

    private sealed record IntegerField(long Expected) : FieldExpectation
    {
        public override bool Accepts(JsonElement value) =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number == Expected;

        public override string ToString() => Expected.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Zoho keeps whole seconds and shows them in any zone (FACTS 3.4).</summary>
    private sealed record InstantField(DateTimeOffset Expected) : FieldExpectation
    {
        public override bool Accepts(JsonElement value) =>
            value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)
            && found.ToUnixTimeSeconds() == Expected.ToUnixTimeSeconds();

        public override string ToString() => Expected.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    /// <summary>A lookup, in the object form or as a bare id.</summary>
    private sealed record RecordField(string? Id) : FieldExpectation
    {
        public override bool Accepts(JsonElement value) => Id is not null && Id == value.ValueKind switch
        {
            JsonValueKind.Object when value.TryGetProperty("id", out var id) => id.GetString(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };

        public override string ToString() => Id is null ? "a record that was never made" : $"record {Id}";
    }

    /// <summary>The facts of the call in any wording, and our ref as the last line.</summary>
    private sealed record DescriptionField(string[] Parts) : FieldExpectation
    {
        public override bool Accepts(JsonElement value) =>
            value.ValueKind == JsonValueKind.String
            && LeadCallRef.OfDescription(value.GetString()!) is not null
            && Parts.All(part => value.GetString()!.Contains(part, StringComparison.Ordinal));

        public override string ToString() => $"a text with {string.Join(", ", Parts.Select(part => $"\"{part}\""))} and our ref as last line";
    }
}
