using System.Collections.Frozen;
using System.Text.Json;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>The numbering plans of the world, read once from the embedded data file (its origin and licences: Metadata/NOTICE).</summary>
internal sealed class NumberingPlans
{
    private const string DataFile = "LeadCall.PhoneNumbers.metadata.full.json";
    private const int FormatVersion = 4;

    private static readonly Lazy<NumberingPlans> Embedded = new(LoadEmbedded);

    private readonly FrozenDictionary<string, NumberingPlan> byCountry;
    private readonly NumberingPlan[]?[] byCallingCode;

    private NumberingPlans(FrozenDictionary<string, NumberingPlan> byCountry, NumberingPlan[]?[] byCallingCode)
    {
        this.byCountry = byCountry;
        this.byCallingCode = byCallingCode;
    }

    public static NumberingPlans World => Embedded.Value;

    public IEnumerable<NumberingPlan> All => byCallingCode.OfType<NumberingPlan[]>().SelectMany(plans => plans);

    public bool Knows(string country) => byCountry.ContainsKey(country);

    /// <exception cref="ArgumentException">The data has no such country.</exception>
    public NumberingPlan Of(string country) => byCountry.TryGetValue(country, out var plan)
        ? plan
        : throw new ArgumentException(
            $"'{country}' is not a country the numbering plans know. Give its ISO 3166 code of two letters, for example IN or DE.", nameof(country));

    /// <summary>The plans that share a calling code, the main country first; empty when nobody has it.</summary>
    public ReadOnlySpan<NumberingPlan> WithCallingCode(ReadOnlySpan<char> callingCode) =>
        callingCode.Length is >= 1 and <= 3 && callingCode[0] != '0' ? byCallingCode[int.Parse(callingCode)] : default(ReadOnlySpan<NumberingPlan>);

    /// <summary>The plan a number belongs to among those that share a calling code; null when none of them has it.</summary>
    public NumberingPlan? Owner(string callingCode, string national)
    {
        var plans = WithCallingCode(callingCode);
        if (plans.Length == 1)
        {
            return plans[0].Country is null ? null : plans[0];
        }

        foreach (var plan in plans)
        {
            if (plan.LeadingDigits?.IsStartOf(national) ?? plan.TypeOf(national) is not null)
            {
                return plan;
            }
        }

        return null;
    }

    private static NumberingPlans LoadEmbedded()
    {
        using var stream = typeof(NumberingPlans).Assembly.GetManifestResourceStream(DataFile)
            ?? throw new InvalidOperationException($"The resource {DataFile} is missing from {typeof(NumberingPlans).Assembly.GetName().Name}: build it again.");
        using var json = JsonDocument.Parse(stream);
        return Read(json.RootElement);
    }

    private static NumberingPlans Read(JsonElement root)
    {
        var version = root.GetProperty("version").GetInt32();
        if (version != FormatVersion)
        {
            throw new InvalidOperationException($"The numbering-plan data has format {version}; only format {FormatVersion} can be read.");
        }

        var byCountry = root.GetProperty("countries").EnumerateObject()
            .ToFrozenDictionary(entry => entry.Name, entry => NumberingPlanReader.Read(entry.Name, entry.Value), StringComparer.OrdinalIgnoreCase);
        var byCallingCode = new NumberingPlan[]?[1000];
        foreach (var entry in root.GetProperty("country_calling_codes").EnumerateObject())
        {
            byCallingCode[int.Parse(entry.Name)] = [.. entry.Value.EnumerateArray().Select(country => byCountry[country.GetString()!])];
        }

        foreach (var entry in root.GetProperty("nonGeographic").EnumerateObject())
        {
            byCallingCode[int.Parse(entry.Name)] = [NumberingPlanReader.Read(country: null, entry.Value)];
        }

        return new NumberingPlans(byCountry, byCallingCode);
    }
}
