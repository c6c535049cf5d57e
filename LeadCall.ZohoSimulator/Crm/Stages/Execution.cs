using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>The last stage: does it, alone on its organisation.</summary>
internal sealed class Execution(ZohoWorld world) : ICrmStage
{
    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        lock (call.Organisation.Gate)
        {
            // A held or late request may outlive its organisation; one made anew under the same key is another.
            return Task.FromResult(ReferenceEquals(world.Find(call.Organisation.Key), call.Organisation)
                ? call.Operation.Execute(call)
                : CrmError.Of("INVALID_TOKEN", "invalid oauth token").Flat(StatusCodes.Status401Unauthorized));
        }
    }
}
