using System.Globalization;
using LeadCall.ZohoSimulator.Crm.Limits;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>
/// Credits and calls in flight (FACTS 5). Directly behind <see cref="Authentication"/>: a call counts from when its organisation is known
/// until it is answered, however it ends; a 429 costs nothing.
/// </summary>
internal sealed class Budget(TimeProvider clock) : ICrmStage
{
    public async Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        var (organisation, app) = (call.Organisation, call.Token.Grant.ClientId);
        var limits = EditionLimits.Of(organisation.Spec, organisation.Switches);
        var price = Price.Of(call);
        var hit = organisation.Usage.Enter(app, price, limits, clock.GetUtcNow());
        if (hit != LimitHit.None)
        {
            return WithCreditsLeft(call, TooManyRequests.Answer(organisation.Switches.TooManyRequestsForm, forCredits: hit == LimitHit.Credits), limits);
        }

        CrmAnswer? answer = null;
        try
        {
            answer = await rest();
        }
        finally
        {
            var failed = answer is not { Status: < StatusCodes.Status400BadRequest };
            organisation.Usage.Leave(app, price, refund: failed && !organisation.Switches.FailedCallsCost, clock.GetUtcNow());
        }

        return WithCreditsLeft(call, answer, limits);
    }

    /// <summary>The header is there once half the credits are used, and knows nothing of add-ons (FACTS 5.4).</summary>
    private CrmAnswer WithCreditsLeft(CrmCall call, CrmAnswer answer, EditionLimits limits)
    {
        var used = call.Organisation.Usage.Used(clock.GetUtcNow());
        return used * 2 < limits.Credits
            ? answer
            : answer.With("X-API-CREDITS-REMAINING", Math.Max(0, limits.Credits - used).ToString(CultureInfo.InvariantCulture));
    }
}
