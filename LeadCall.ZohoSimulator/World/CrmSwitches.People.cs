using System.ComponentModel.DataAnnotations;

namespace LeadCall.ZohoSimulator.World;

/// <summary>What is left of records that people converted, merged, deleted or restored (FACTS 3.5, 8.4, 13).</summary>
public sealed partial record CrmSwitches
{
    /// <summary>Calls and Tasks of a Lead that is converted: <c>move</c> to the Contact and the Deal or Account, or <c>stay</c> (FACTS 3.5, unconfirmed).</summary>
    [AllowedValues("move", "stay")]
    public string ActivitiesOfConvertedLeads { get; init; } = "move";

    /// <summary>
    /// A Call or Task written onto a converted Lead: refused with <c>INVALID_DATA</c> or <c>CONVERTED_RECORD</c>, <c>accepted</c> as it is, or
    /// <c>moved</c> to the Lead's Contact (FACTS 3.5 and 13 #12, unconfirmed).
    /// </summary>
    [AllowedValues("INVALID_DATA", "CONVERTED_RECORD", "accepted", "moved")]
    public string ActivityOnConvertedLead { get; init; } = "INVALID_DATA";

    /// <summary>The same onto a record that was merged into another: refused with <c>INVALID_DATA</c>, or <c>moved</c> to the master (not in FACTS).</summary>
    [AllowedValues("INVALID_DATA", "moved")]
    public string ActivityOnMergedRecord { get; init; } = "INVALID_DATA";

    /// <summary>Take a converted Lead as member of a campaign, instead of refusing its id (not in FACTS).</summary>
    public bool CampaignsTakeConvertedLeads { get; init; }

    /// <summary>Make an Account, named like the person, also for a Lead without a company (FACTS 8.4, unconfirmed).</summary>
    public bool ConversionAlwaysMakesAccount { get; init; }

    /// <summary>HTTP status of a refused conversion: 400, by the newer specification 202 (FACTS 3.2, 8.4).</summary>
    [AllowedValues(400, 202)]
    public int ConversionErrorStatus { get; init; } = 400;

    /// <summary>Ask for <c>Accounts</c>, <c>Contacts</c>, <c>assign_to</c> and <c>add_to_existing_record</c> in a conversion, as one specification marks them (FACTS 8.4).</summary>
    public bool ConversionNeedsAllKeys { get; init; }

    /// <summary>Ask for create scopes on what a conversion makes, beside that on Leads (FACTS 2, unconfirmed).</summary>
    public bool ConversionNeedsCreateScopes { get; init; }

    /// <summary>A conversion changes <c>Modified_Time</c> of the Lead and of the activities moved (FACTS 13 #18, open).</summary>
    public bool ConversionBumpsModifiedTime { get; init; } = true;

    /// <summary>A merge changes <c>Modified_Time</c> of the master and of the activities moved (FACTS 13 #18, open).</summary>
    public bool MergeBumpsModifiedTime { get; init; } = true;

    /// <summary>A record back from the recycle bin has a new <c>Modified_Time</c> (not in FACTS).</summary>
    public bool RestoreBumpsModifiedTime { get; init; } = true;

    /// <summary>List what a merge removed among the deleted (not in FACTS).</summary>
    public bool MergedAreListedAsDeleted { get; init; } = true;
}
