using LeadCall.Storage.Callers;

namespace LeadCall.Grains.Callers;

/// <summary>Asks the row that decides; holds nothing of its own, so that a doubled activation answers the same.</summary>
internal sealed class CallerGrain(CallerStore callers, TimeProvider time) : Grain, ICallerGrain
{
    private Guid TenantId => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    public async Task<CallerClaim> Claim(string zohoOrg, string numberE164, Guid callId)
    {
        var row = await callers.ClaimAsync(TenantId, zohoOrg, numberE164, callId, time.GetUtcNow());
        return row switch
        {
            { LeadId: { } leadId } => new CallerClaim(CallerVerdict.Use, leadId, row.LeadForCallId!.Value),
            { ClaimedByCall: { } holder } when holder == callId => new CallerClaim(CallerVerdict.Create, null, callId),
            { ClaimedByCall: { } holder } => new CallerClaim(CallerVerdict.WaitFor, null, holder),
            _ => throw new InvalidOperationException("A claimed caller has neither a Lead nor a claim."),
        };
    }

    public Task Settle(string zohoOrg, string numberE164, Guid callId, string leadId) =>
        callers.SettleAsync(TenantId, zohoOrg, numberE164, callId, leadId);

    public Task Release(string zohoOrg, string numberE164, Guid callId) => callers.ReleaseAsync(TenantId, zohoOrg, numberE164, callId);

    public Task Forget(string zohoOrg, string numberE164, string leadId) => callers.ForgetAsync(TenantId, zohoOrg, numberE164, leadId);
}
