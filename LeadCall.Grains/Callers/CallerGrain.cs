using LeadCall.Storage.Callers;

namespace LeadCall.Grains.Callers;

/// <summary>Asks the row that decides; holds nothing of its own, so that a doubled activation answers the same.</summary>
internal sealed class CallerGrain(CallerStore callers, TimeProvider time) : Grain, ICallerGrain
{
    private Guid TenantId => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    private string Number => GrainKeys.IdOf(this.GetPrimaryKeyString());

    public async Task<CallerClaim> Claim(string zohoOrg, Guid callId)
    {
        var row = await callers.ClaimAsync(TenantId, zohoOrg, Number, callId, time.GetUtcNow());
        return row switch
        {
            { LeadId: { } leadId } => new CallerClaim(CallerVerdict.Use, leadId, row.LeadForCallId!.Value),
            { ClaimedByCall: { } holder } when holder == callId => new CallerClaim(CallerVerdict.Create, null, callId),
            { ClaimedByCall: { } holder } => new CallerClaim(CallerVerdict.WaitFor, null, holder),
            _ => throw new InvalidOperationException("A claimed caller has neither a Lead nor a claim."),
        };
    }

    public Task Settle(string zohoOrg, Guid callId, string leadId) => callers.SettleAsync(TenantId, zohoOrg, Number, callId, leadId);

    public Task Release(string zohoOrg, Guid callId) => callers.ReleaseAsync(TenantId, zohoOrg, Number, callId);

    public Task Forget(string zohoOrg, string leadId) => callers.ForgetAsync(TenantId, zohoOrg, Number, leadId);
}
