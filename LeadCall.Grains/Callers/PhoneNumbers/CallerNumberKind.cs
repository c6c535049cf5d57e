namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>What the number of a call log row is good for (FEATURES D3: the reason why a call is not synced).</summary>
public enum CallerNumberKind
{
    /// <summary>A valid number of some country: somebody who can be called back.</summary>
    Real,

    /// <summary>The caller's number was not shown: empty, "unknown", "private", Android's -1, -2 and -3.</summary>
    Withheld,

    /// <summary>Emergency, carrier and service codes: at most six digits and no number of the country, or dialled with * or #.</summary>
    ShortCode,

    /// <summary>Anything else: a sender's name, a local number without its area code, a number no numbering plan has.</summary>
    Unparseable,
}
