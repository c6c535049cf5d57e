using LeadCall.Zoho.OAuth;
using LeadCall.Zoho.Outcomes;

namespace LeadCall.Zoho.Tests.Simulated;

/// <summary>Browser redirect, code, tokens, refresh, revocation, against the simulator's accounts server.</summary>
public sealed class A_consent_from_start_to_end
{
    [Fact]
    public async Task Gives_tokens_that_work_until_they_are_revoked()
    {
        await using var zoho = await SimulatedZoho.Start();
        var code = await Consent(zoho);

        var tokens = Granted(await zoho.Client.OAuth.ExchangeCode(zoho.Client.DataCentre, code, SimulatedZoho.Callback, default));
        tokens.ApiDomain.ShouldBe(zoho.Access.ApiDomain);
        (await zoho.Crm.GetOrganisation(zoho.Access with { AccessToken = tokens.AccessToken }, default)).IsSuccess.ShouldBeTrue();

        var renewed = Granted(await zoho.Client.OAuth.Refresh(zoho.Client.DataCentre, tokens.RefreshToken!, default));
        renewed.RefreshToken.ShouldBeNull();
        renewed.AccessToken.ShouldNotBe(tokens.AccessToken);

        (await zoho.Client.OAuth.Revoke(zoho.Client.DataCentre, tokens.RefreshToken!, default)).ShouldBe(RevokeOutcome.Revoked);
        (await zoho.Client.OAuth.Refresh(zoho.Client.DataCentre, tokens.RefreshToken!, default)).ShouldBeOfType<TokenOutcome.Rejected>();
        (await zoho.Crm.GetOrganisation(zoho.Access with { AccessToken = renewed.AccessToken }, default))
            .Error!.Kind.ShouldBe(ZohoErrorKind.TokenInvalid);
        (await zoho.Client.OAuth.Revoke(zoho.Client.DataCentre, tokens.RefreshToken!, default)).ShouldBe(RevokeOutcome.UnknownToken);
    }

    [Fact]
    public async Task Takes_a_code_only_once()
    {
        await using var zoho = await SimulatedZoho.Start();
        var code = await Consent(zoho);

        Granted(await zoho.Client.OAuth.ExchangeCode(zoho.Client.DataCentre, code, SimulatedZoho.Callback, default));
        (await zoho.Client.OAuth.ExchangeCode(zoho.Client.DataCentre, code, SimulatedZoho.Callback, default)).ShouldBeOfType<TokenOutcome.Rejected>();
    }

    [Fact]
    public async Task Is_throttled_at_the_eleventh_refresh()
    {
        await using var zoho = await SimulatedZoho.Start();
        var tokens = Granted(await zoho.Client.OAuth.ExchangeCode(
            zoho.Client.DataCentre, await Consent(zoho), SimulatedZoho.Callback, default));

        TokenOutcome last = new TokenOutcome.Granted(tokens);
        for (var refresh = 0; refresh < 11 && last is TokenOutcome.Granted; refresh++)
        {
            last = await zoho.Client.OAuth.Refresh(zoho.Client.DataCentre, tokens.RefreshToken!, default);
        }

        last.ShouldBeOfType<TokenOutcome.Throttled>();
    }

    private static ZohoTokens Granted(TokenOutcome outcome) =>
        outcome.ShouldBeOfType<TokenOutcome.Granted>(outcome.ToString()).Tokens;

    /// <summary>Follows the redirect as a browser would, and reads the callback's words.</summary>
    private static async Task<string> Consent(SimulatedZoho zoho)
    {
        var url = zoho.Client.OAuth.AuthorizationUrl(
            zoho.Client.DataCentre, ["ZohoCRM.modules.leads.ALL", "ZohoCRM.org.READ"], SimulatedZoho.Callback, "the-state");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var answer = await browser.GetAsync(url);
        var callback = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(answer.Headers.Location.ShouldNotBeNull().Query);
        callback["state"].ToString().ShouldBe("the-state");
        callback["location"].ToString().ShouldBe("test");
        return callback["code"].ToString();
    }
}
