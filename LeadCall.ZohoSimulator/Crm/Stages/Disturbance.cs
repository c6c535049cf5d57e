using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>
/// Faults and barriers, directly around the write: whoever comes here is known and allowed. The client's hanging up is told to who watches
/// a barrier and ends nothing, as at Zoho, where a write goes on after a broken connection.
/// </summary>
internal sealed class Disturbance(Disturbances disturbances) : ICrmStage
{
    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation) =>
        disturbances.Around(Facts(call, cancellation), rest);

    private static RequestFacts Facts(CrmCall call, CancellationToken clientGone) => new()
    {
        Number = call.Number,
        DataCentre = call.DataCentre,
        Organisation = call.Organisation.Key,
        Method = call.Method,
        Operation = call.Operation.Template,
        Module = call.Schema?.ApiName,
        Body = call.RawBody,
        ClientGone = clientGone,
    };
}
