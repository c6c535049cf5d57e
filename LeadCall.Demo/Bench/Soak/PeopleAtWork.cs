using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;
using LeadCall.ZohoSimulator.Control;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Does in the CRM what people are planned to do, past LeadCall and past Zoho's API.</summary>
internal sealed class PeopleAtWork(ControlDesk zoho, SoakPlan plan, SoakClock clock, SoakTally tally)
{
    /// <summary>Ends with the last act.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var act in plan.Tenants.SelectMany(tenant => tenant.Acts).OrderBy(act => act.At))
        {
            await clock.Until(act.At, cancellationToken);
            try
            {
                if (Do(act))
                {
                    tally.Acted(act);
                }
            }
            catch (ArgumentException)
            {
                // The record was found and has changed since: somebody else was faster.
            }
        }
    }

    /// <returns>False: there was nothing to do it to.</returns>
    private bool Do(PlannedAct act)
    {
        if (act.Act == PeoplesAct.Type)
        {
            var fields = new JsonObject { ["Last_Name"] = "Typed in", ["Phone"] = act.Number, [ChainOrganisation.MandatoryLeadField] = ChainOrganisation.DefaultBranch };
            zoho.Seed(act.Organisation, CrmPerson.Leads, new SeedRecord { Fields = fields });
            return true;
        }

        if (LeadOf(act.Organisation, act.Number) is not { } lead)
        {
            return false;
        }

        switch (act.Act)
        {
            case PeoplesAct.Convert:
                zoho.Work.Convert(act.Organisation, lead);
                return true;
            case PeoplesAct.Delete:
                zoho.Work.Delete(act.Organisation, CrmPerson.Leads, lead);
                return true;
            default:
                if (LeadOf(act.Organisation, act.Other!) is not { } master)
                {
                    return false;
                }

                zoho.Work.Merge(act.Organisation, CrmPerson.Leads, master, lead);
                return true;
        }
    }

    /// <summary>The first Lead with the number that nobody has converted.</summary>
    private string? LeadOf(string organisation, string number) => zoho.Records(organisation, CrmPerson.Leads)
        .FirstOrDefault(lead => (string?)lead["Phone"] == number && (bool?)lead["Converted__s"] != true)?["id"]?.GetValue<string>();
}
