using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.OAuth;
using LeadCall.Zoho.Tests.Broken;

namespace LeadCall.Zoho.Tests.Wire;

/// <summary>Consent, exchange, refresh and revocation (FACTS 1.2 to 1.7).</summary>
public sealed class How_tokens_are_got : IAsyncLifetime
{
    private const string RefreshToken = "1000.secretrefreshtoken.0001";
    private static readonly Uri Callback = new("https://leadcall.example/api/v1/zoho/callback");
    private string answer = "";
    private RawZoho server = null!;
    private ZohoUnderTest zoho = null!;

    public async ValueTask InitializeAsync()
    {
        server = await RawZoho.Answering(_ => answer);
        zoho = new ZohoUnderTest(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await zoho.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public void Consent_asks_for_a_refresh_token_every_time()
    {
        var url = zoho.OAuth.AuthorizationUrl(zoho.DataCentre, ["ZohoCRM.org.READ", "ZohoCRM.users.READ"], Callback, "s t&1");

        url.ShouldNotBeNull().AbsoluteUri.ShouldBe(ZohoHosts.Origin(server.Address)
            + "/oauth/v2/auth?response_type=code&client_id=1000.TESTCLIENT&redirect_uri=https%3A%2F%2Fleadcall.example%2Fapi%2Fv1%2Fzoho%2Fcallback"
            + "&scope=ZohoCRM.org.READ%2CZohoCRM.users.READ&access_type=offline&prompt=consent&state=s%20t%261");
    }

    [Fact]
    public async Task A_code_becomes_tokens_in_a_form_body()
    {
        answer = RawZoho.Answer(200, $$"""
            {"access_token":"1000.a","refresh_token":"1000.r","api_domain":"{{ZohoHosts.Origin(server.Address)}}","token_type":"Bearer","expires_in":3600,"scope":"ZohoCRM.org.READ ZohoCRM.users.READ"}
            """);

        var granted = (await zoho.OAuth.ExchangeCode(zoho.DataCentre, "1000.code", Callback, default)).ShouldBeOfType<TokenOutcome.Granted>();

        var tokens = granted.Tokens;
        (tokens.AccessToken, tokens.RefreshToken, tokens.ApiDomain, tokens.ExpiresIn)
            .ShouldBe(("1000.a", "1000.r", ZohoHosts.Origin(server.Address), TimeSpan.FromHours(1)));
        tokens.Scopes.ShouldBe(["ZohoCRM.org.READ", "ZohoCRM.users.READ"]);
        granted.ToString().ShouldNotContain("1000.");
        var sent = server.Requests.ShouldHaveSingleItem();
        sent.Line.ShouldBe("POST /oauth/v2/token HTTP/1.1");
        sent.Header("Content-Type").ShouldStartWith("application/x-www-form-urlencoded");
        sent.Body.Split('&').ShouldBe(
        [
            "grant_type=authorization_code", "redirect_uri=https%3A%2F%2Fleadcall.example%2Fapi%2Fv1%2Fzoho%2Fcallback",
            "code=1000.code", "client_id=1000.TESTCLIENT", "client_secret=" + ZohoUnderTest.ClientSecret,
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refresh_brings_no_new_refresh_token()
    {
        answer = RawZoho.Answer(200, """{"access_token":"1000.a","token_type":"Bearer","expires_in":3600}""");

        var granted = (await zoho.OAuth.Refresh(zoho.DataCentre, RefreshToken, default)).ShouldBeOfType<TokenOutcome.Granted>();

        granted.Tokens.RefreshToken.ShouldBeNull();
        granted.Tokens.ApiDomain.ShouldBe(ZohoHosts.Origin(server.Address));
        server.Requests.Single().Body.ShouldContain("grant_type=refresh_token&refresh_token=" + RefreshToken);
    }

    [Fact]
    public async Task Tokens_for_a_server_outside_the_table_are_thrown_away()
    {
        answer = RawZoho.Answer(200, """{"access_token":"1000.a","api_domain":"https://www.zohoapis.evil.example","expires_in":3600}""");

        (await zoho.OAuth.Refresh(zoho.DataCentre, RefreshToken, default))
            .ShouldBeOfType<TokenOutcome.ClientMisconfigured>().Code.ShouldBe("UNKNOWN_API_DOMAIN");
    }

    [Theory]
    [InlineData(200, """{"error":"invalid_code"}""", typeof(TokenOutcome.Rejected))]
    [InlineData(400, """{"error":"invalid_code"}""", typeof(TokenOutcome.Rejected))]
    [InlineData(200, """{"error":"invalid_client"}""", typeof(TokenOutcome.ClientMisconfigured))]
    [InlineData(200, """{"error":"invalid_client_secret"}""", typeof(TokenOutcome.ClientMisconfigured))]
    [InlineData(200, """{"error":"invalid_redirect_uri"}""", typeof(TokenOutcome.ClientMisconfigured))]
    [InlineData(400, """{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access Denied","status":"failure"}""", typeof(TokenOutcome.Throttled))]
    [InlineData(200, """{"error":"access_denied"}""", typeof(TokenOutcome.Throttled))]
    [InlineData(429, "<html>", typeof(TokenOutcome.Throttled))]
    [InlineData(200, """{"error":"general_error"}""", typeof(TokenOutcome.Temporary))]
    [InlineData(500, "<html>", typeof(TokenOutcome.Temporary))]
    [InlineData(200, "<html>", typeof(TokenOutcome.Temporary))]
    [InlineData(200, """{"access_token":""}""", typeof(TokenOutcome.Temporary))]
    [InlineData(200, "{}", typeof(TokenOutcome.Temporary))]
    public async Task The_body_decides_and_nothing_is_asked_twice(int status, string body, Type outcome)
    {
        answer = RawZoho.Answer(status, body);

        (await zoho.OAuth.Refresh(zoho.DataCentre, RefreshToken, default)).ShouldBeOfType(outcome);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_throttled_refresh_waits_the_whole_window()
    {
        answer = RawZoho.Answer(400, """{"error":"Access Denied"}""");

        (await zoho.OAuth.Refresh(zoho.DataCentre, RefreshToken, default)).ShouldBe(new TokenOutcome.Throttled(TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task An_extra_data_centre_never_gets_the_client_registered_at_zoho()
    {
        await using var other = new ZohoUnderTest(server.Address, options =>
        {
            options.DataCentreClients.Clear();
            (options.ClientId, options.ClientSecret) = ("1000.ZOHO", "zohosecret");
        });

        other.OAuth.AuthorizationUrl(other.DataCentre, [], Callback, "s").ShouldBeNull();
        (await other.OAuth.Refresh(other.DataCentre, RefreshToken, default))
            .ShouldBeOfType<TokenOutcome.ClientMisconfigured>().Code.ShouldBe("CLIENT_NOT_CONFIGURED");
        server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_data_centre_may_have_a_secret_of_its_own_for_the_same_client()
    {
        await using var other = new ZohoUnderTest(server.Address, options =>
        {
            (options.ClientId, options.ClientSecret) = ("1000.ZOHO", "zohosecret");
            options.DataCentreClients["test"] = new ZohoClientCredentials { ClientSecret = "secretofthisone" };
        });
        var likeZohos = other.DataCentre with { IsExtra = false };
        answer = RawZoho.Answer(200, """{"access_token":"1000.a","expires_in":3600}""");

        await other.OAuth.Refresh(likeZohos, RefreshToken, default);

        server.Requests.Single().Body.ShouldEndWith("client_id=1000.ZOHO&client_secret=secretofthisone");
    }

    [Theory]
    [InlineData(200, """{"status":"success"}""", RevokeOutcome.Revoked)]
    [InlineData(400, """{"error":"invalid_code"}""", RevokeOutcome.UnknownToken)]
    [InlineData(200, """{"error":"invalid_code"}""", RevokeOutcome.UnknownToken)]
    [InlineData(503, "<html>", RevokeOutcome.Temporary)]
    [InlineData(200, "<html>", RevokeOutcome.Temporary)]
    public async Task A_token_is_revoked(int status, string body, RevokeOutcome outcome)
    {
        answer = RawZoho.Answer(status, body);

        (await zoho.OAuth.Revoke(zoho.DataCentre, RefreshToken, default)).ShouldBe(outcome);
        server.Requests.Single().Line.ShouldBe($"POST /oauth/v2/token/revoke?token={RefreshToken} HTTP/1.1");
    }

    [Theory]
    [InlineData(200, """{"access_token":"1000.a","expires_in":3600}""")]
    [InlineData(400, """{"error":"invalid_code"}""")]
    [InlineData(500, "<html>")]
    public async Task No_secret_token_or_number_reaches_the_log(int status, string body)
    {
        answer = RawZoho.Answer(status, body);

        await zoho.OAuth.ExchangeCode(zoho.DataCentre, "1000.secretcode", Callback, default);
        await zoho.OAuth.Refresh(zoho.DataCentre, RefreshToken, default);
        await zoho.OAuth.Revoke(zoho.DataCentre, RefreshToken, default);
        await zoho.CreateLead();
        await zoho.Crm.GetRecord(zoho.Access, "Leads", "111133000000142001", null, default);

        zoho.Log.Lines.Count.ShouldBeGreaterThanOrEqualTo(5);
        zoho.Log.Lines.ShouldAllBe(line => !line.Contains("secret") && !line.Contains("98765") && !line.Contains("1000.") && !line.Contains("111133"));
        zoho.Access.ToString().ShouldNotContain("secret");
    }
}
