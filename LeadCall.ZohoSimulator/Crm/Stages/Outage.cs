using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>Nobody is in. The data centre is asked about before it is known who calls, the organisation as soon as that is known.</summary>
internal sealed class Outage(Disturbances disturbances, bool ofOrganisation) : ICrmStage
{
    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        var down = ofOrganisation
            ? disturbances.Down(call.Number, disturbances.Outages.OfOrganisation(call.Organisation.Key), $"organisation {call.Organisation.Key}")
            : disturbances.Down(call.Number, disturbances.Outages.OfDataCentre(call.DataCentre), $"data centre {call.DataCentre}");
        return down is null ? rest() : Task.FromResult(down);
    }
}
