using System.ComponentModel.DataAnnotations;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Credits and calls in flight (FACTS 5).</summary>
public sealed partial record CrmSwitches
{
    /// <summary>Credits in any 24 hours; absent = as the edition and its licences say (FACTS 5.1).</summary>
    [Range(0, long.MaxValue)]
    public long? CreditsPerDay { get; init; }

    /// <summary>Calls one app may have in flight; absent = as the edition says (FACTS 5.1).</summary>
    [Range(0, int.MaxValue)]
    public int? ConcurrentCalls { get; init; }

    /// <summary>Complex calls one app may have in flight: 10 in every edition, by the page on lists 5 (FACTS 5.3, 3.6).</summary>
    [Range(0, int.MaxValue)]
    public int ConcurrentComplexCalls { get; init; } = 10;

    /// <summary>Count REST search among the complex calls (FACTS 5.3, unconfirmed).</summary>
    public bool SearchIsComplex { get; init; } = true;

    /// <summary>Calls that fail cost credits too (FACTS 5.2, unconfirmed). A 429 never does.</summary>
    public bool FailedCallsCost { get; init; } = true;

    /// <summary>The body of a 429 (FACTS 5.4, unconfirmed).</summary>
    [EnumDataType(typeof(RateLimitForm))]
    public RateLimitForm TooManyRequestsForm { get; init; }
}
