using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;
using LeadCall.Demo.Zoho;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>A tenant of the plan, set up: its CRM in the simulator, its phones enrolled, its side of the database.</summary>
internal sealed record SoakTeam(SoakTenant Plan, DemoDay Day, SimulatorControl Crm, DatabaseReading Reading, DayUpload Phones)
{
    public static async Task<SoakTeam> SetUpAsync(
        SoakTenant tenant, int seed, SimulatorControl crm, SoakServer server, DatabaseReading reading, string clientSecret, CancellationToken cancellationToken)
    {
        var organisation = await crm.MakeAsync(tenant.Crm.People, clientSecret, cancellationToken);
        var consent = await crm.ConsentAsync(cancellationToken);
        var day = tenant.Day(seed);
        var phones = new DayUpload(server.Api, day, tenant.Tenant);
        await phones.SetUpAsync(organisation, consent, cancellationToken);
        return new SoakTeam(tenant, day, crm, reading, phones);
    }
}
