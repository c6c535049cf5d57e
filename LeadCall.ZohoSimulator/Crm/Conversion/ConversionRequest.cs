using System.Text.Json;

namespace LeadCall.ZohoSimulator.Crm.Conversion;

/// <summary>How a Lead is to be converted (FACTS 8.4). Without ids a Contact is made, and an Account when the Lead names a company.</summary>
public sealed record ConversionRequest
{
    /// <summary>An existing Contact to convert into.</summary>
    public string? ContactId { get; init; }

    /// <summary>An existing Account to convert into.</summary>
    public string? AccountId { get; init; }

    /// <summary>Owner of what is made; absent = the Lead's.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Let the Lead's values replace those of an existing Contact or Account; otherwise they only fill what is empty there.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Fields of the Deal to make, by api name; absent = none is made.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Deal { get; init; }
}

/// <summary>What became of a Lead.</summary>
public sealed record ConvertedLead(string LeadId, string ContactId, string? AccountId, string? DealId);
