using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>What an organisation may use: by its edition and licences, or as its switches say (FACTS 5.1, 5.3).</summary>
/// <param name="Credits">Credits in any 24 hours, without add-ons: what the header counts down from.</param>
/// <param name="CreditsWithAddOns">The same with the add-ons bought, within the edition's cap: what is enforced.</param>
/// <param name="Concurrent">Calls of one app in flight at once.</param>
/// <param name="ConcurrentComplex">Complex calls of one app in flight at once.</param>
internal sealed record EditionLimits(long Credits, long CreditsWithAddOns, int Concurrent, int ConcurrentComplex)
{
    private const long FreeCredits = 5_000;
    private const long BaseCredits = 50_000;

    public static EditionLimits Of(OrganisationSpec spec, CrmSwitches switches)
    {
        var (perLicence, cap, concurrent) = Table(spec.Edition);
        var byEdition = perLicence is { } each ? Math.Min(cap, BaseCredits + (each * spec.Users.Count)) : FreeCredits;
        var credits = switches.CreditsPerDay ?? byEdition;
        return new EditionLimits(
            credits,
            switches.CreditsPerDay ?? Math.Min(cap, byEdition + spec.AddOnCredits),
            switches.ConcurrentCalls ?? concurrent,
            switches.ConcurrentComplexCalls);
    }

    /// <summary>Credits per licence (null = none are added), the most one can have, and calls in flight.</summary>
    /// <exception cref="ArgumentException">There is no such edition.</exception>
    public static (long? PerLicence, long Cap, int Concurrent) Table(string edition) => edition switch
    {
        "Free" => (null, FreeCredits, 5),
        "Standard" or "Starter" => (250, 100_000, 10),
        "Professional" => (500, 3_000_000, 15),
        "Enterprise" or "Zoho One" => (1_000, 5_000_000, 20),
        "Ultimate" or "CRM Plus" => (2_000, long.MaxValue, 25),
        _ => throw new ArgumentException(
            $"There is no edition '{edition}'. There are: Free, Standard, Starter, Professional, Enterprise, Zoho One, Ultimate, CRM Plus."),
    };
}
