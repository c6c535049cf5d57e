using System.Text.Json;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// Reads one plan from the data file's compact form (format 4): an array whose places have fixed meanings, with 0 or nothing where a
/// plan has no such part. The constants below name the places; places 4, 6, 9, 12 and 13 only serve display and are not read.
/// </summary>
internal static class NumberingPlanReader
{
    private const int CallingCode = 0;
    private const int InternationalPrefix = 1;
    private const int NationalNumber = 2;
    private const int Lengths = 3;
    private const int TrunkPrefix = 5;
    private const int TrunkPrefixWhenParsing = 7;
    private const int TrunkRewrite = 8;
    private const int LeadingDigits = 10;
    private const int Types = 11;

    public static NumberingPlan Read(string? country, JsonElement plan)
    {
        var lengths = LengthsAt(plan, Lengths) ?? throw new InvalidOperationException($"The plan of {country ?? Text(plan, CallingCode)} names no lengths.");
        return new NumberingPlan
        {
            Country = country,
            CallingCode = Text(plan, CallingCode)!,
            International = Text(plan, InternationalPrefix) is { } prefix ? new DialledPrefix(prefix) : null,
            Trunk = (Text(plan, TrunkPrefixWhenParsing) ?? Text(plan, TrunkPrefix)) is { } trunk
                ? new DialledPrefix(trunk, Text(plan, TrunkRewrite))
                : null,
            NationalNumber = new DigitPattern(Text(plan, NationalNumber)!),
            Lengths = lengths,
            LeadingDigits = Text(plan, LeadingDigits) is { } leading ? new DigitPattern(leading) : null,
            Types = At(plan, Types) is { ValueKind: JsonValueKind.Array } types
                ? [.. types.EnumerateArray().Select(type => ReadType(type, lengths))]
                : [],
        };
    }

    private static NumberingPlan.TypeRule? ReadType(JsonElement type, PossibleLengths lengthsOfPlan) =>
        type.ValueKind == JsonValueKind.Array
            ? new NumberingPlan.TypeRule(Text(type, 0) is { } numbers ? new DigitPattern(numbers) : null, LengthsAt(type, 1) ?? lengthsOfPlan)
            : null;

    private static PossibleLengths? LengthsAt(JsonElement array, int place) =>
        At(array, place) is { ValueKind: JsonValueKind.Array } lengths
            ? PossibleLengths.Of(lengths.EnumerateArray().Select(length => length.GetInt32()))
            : null;

    private static string? Text(JsonElement array, int place) =>
        At(array, place) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } found ? found : null;

    private static JsonElement? At(JsonElement array, int place) => place < array.GetArrayLength() ? array[place] : null;
}
