namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>The last stage: does it, alone on its organisation.</summary>
internal sealed class Execution : ICrmStage
{
    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        lock (call.Organisation.Gate)
        {
            return Task.FromResult(call.Operation.Execute(call));
        }
    }
}
