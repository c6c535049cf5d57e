namespace LeadCall.Grains.Callers;

/// <summary>
/// One number of one tenant: sees to it that at most one call makes a Lead for it. Never waits for Zoho. The key holds a hash, because
/// keys reach logs and traces and numbers must not.
/// </summary>
[Alias("leadcall.ICallerGrain")]
public interface ICallerGrain : IGrainWithStringKey
{
    /// <summary>May this call make the Lead? The row in <c>callers</c> is the arbiter, so that a doubled activation cannot say yes twice.</summary>
    [Alias("Claim")]
    Task<CallerClaim> Claim(string zohoOrg, string numberE164, Guid callId);

    /// <summary>The claimed Lead exists.</summary>
    [Alias("Settle")]
    Task Settle(string zohoOrg, string numberE164, Guid callId, string leadId);

    /// <summary>The claim ends without a Lead: Zoho refused it, or the match found somebody after all.</summary>
    [Alias("Release")]
    Task Release(string zohoOrg, string numberE164, Guid callId);

    /// <summary>The Lead made here is gone or was converted: the number may be claimed anew.</summary>
    [Alias("Forget")]
    Task Forget(string zohoOrg, string numberE164, string leadId);
}

[GenerateSerializer, Alias("leadcall.caller-verdict")]
public enum CallerVerdict
{
    /// <summary>The asking call holds the claim: it makes the Lead.</summary>
    [Id(0)] Create,

    /// <summary>A Lead was made for this number; for which call is said beside it.</summary>
    [Id(1)] Use,

    /// <summary>Another call is making it.</summary>
    [Id(2)] WaitFor,
}

/// <param name="LeadId">With <see cref="CallerVerdict.Use"/>.</param>
/// <param name="CallId">The call the Lead was made for, or the call that is making it.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CallerClaim")]
public sealed record CallerClaim(
    [property: Id(0)] CallerVerdict Verdict,
    [property: Id(1)] string? LeadId,
    [property: Id(2)] Guid CallId);
