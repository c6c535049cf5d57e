namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>What kind of line a number is, as far as its country's numbering plan tells. The order is that of the data file.</summary>
public enum PhoneNumberType
{
    FixedLine,
    Mobile,
    TollFree,
    PremiumRate,
    PersonalNumber,
    Voicemail,
    CompanyNumber,
    Pager,
    Voip,
    SharedCost,

    /// <summary>The plan does not tell fixed lines from mobiles, as in North America.</summary>
    FixedLineOrMobile,
}
