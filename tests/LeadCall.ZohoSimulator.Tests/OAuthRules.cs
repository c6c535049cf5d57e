using System.Net;
using System.Web;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 1.2–1.7.</summary>
public sealed class OAuthRules
{
    private static readonly SimulatorOptions TwoCentres = new() { DataCentres = [new("us"), new("in")] };

    [Fact]
    public async Task A_consent_leads_through_a_code_to_tokens_that_work()
    {
        await using var zoho = await Zoho.Start();

        var callback = await Consent(zoho);
        callback["location"].ShouldBe("us");
        callback["accounts-server"].ShouldBe(zoho.Host.AccountsUrl().GetLeftPart(UriPartial.Authority));
        callback["state"].ShouldBe("st&te");
        var tokens = await Exchange(zoho, callback["code"]!);

        tokens.Status.ShouldBe(HttpStatusCode.OK);
        tokens.Json.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        tokens.Json.GetProperty("api_domain").GetString().ShouldBe(zoho.Host.ApiUrl().GetLeftPart(UriPartial.Authority));
        tokens.Json.GetProperty("refresh_token").GetString()!.ShouldStartWith("1000.");
        zoho.AccessToken = tokens.Json.GetProperty("access_token").GetString()!;
        (await zoho.Get("Leads?fields=Last_Name")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get("org")).Code.ShouldBe("OAUTH_SCOPE_MISMATCH");
    }

    [Fact]
    public async Task A_code_works_once_for_three_minutes_and_only_with_its_redirect_address()
    {
        await using var zoho = await Zoho.Start();

        var used = (await Consent(zoho))["code"]!;
        await Exchange(zoho, used);
        Error(await Exchange(zoho, used)).ShouldBe("invalid_code");

        var old = (await Consent(zoho))["code"]!;
        zoho.Clock.Advance(TimeSpan.FromSeconds(181));
        Error(await Exchange(zoho, old)).ShouldBe("invalid_code");

        Error(await Exchange(zoho, (await Consent(zoho))["code"]!, redirect: "https://other.test/")).ShouldBe("invalid_redirect_uri");
    }

    [Theory]
    [InlineData("client_id", "1000.OTHER", "invalid_client")]
    [InlineData("client_secret", "wrong", "invalid_client_secret")]
    [InlineData("refresh_token", "1000.unknown", "invalid_code")]
    public async Task A_failed_token_request_answers_200_with_an_error(string parameter, string value, string error)
    {
        await using var zoho = await Zoho.Start();
        var form = RefreshForm(zoho);
        form[parameter] = value;

        var answer = await zoho.Accounts("/oauth/v2/token", form);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        Error(answer).ShouldBe(error);

        zoho.Control.SetAccountsSwitches(switches => switches with { ErrorStatus = 400 });
        (await zoho.Accounts("/oauth/v2/token", form)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Ten_access_tokens_in_ten_minutes_and_then_none_until_the_window_moves_on()
    {
        await using var zoho = await Zoho.Start();
        for (var i = 0; i < 9; i++)
        {
            (await Refresh(zoho)).Json.TryGetProperty("refresh_token", out _).ShouldBeFalse();
        }

        var refused = await Refresh(zoho);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        Error(refused).ShouldBe("Access Denied");
        refused.Json.GetProperty("status").GetString().ShouldBe("failure");

        zoho.Control.SetAccountsSwitches(switches => switches with { ThrottleStatus = 200 });
        (await Refresh(zoho)).Status.ShouldBe(HttpStatusCode.OK);

        zoho.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Refresh(zoho)).Json.TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(15)]
    [InlineData(10)]
    public async Task One_access_token_too_many_ends_the_oldest(int limit)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { LiveAccessTokens = limit, MintsPerTenMinutes = 100 });
        for (var i = 1; i < limit; i++)
        {
            await Refresh(zoho);
        }

        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);
        await Refresh(zoho);
        (await zoho.Get("org")).Code.ShouldBe("INVALID_TOKEN");
    }

    [Fact]
    public async Task An_access_token_lives_for_an_hour()
    {
        await using var zoho = await Zoho.Start();
        zoho.Clock.Advance(TimeSpan.FromSeconds(3599));
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);
        zoho.Clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await zoho.Get("org");
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Text.ShouldBe("""{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""");
    }

    [Fact]
    public async Task Revoking_the_refresh_token_ends_its_access_tokens_and_every_later_refresh()
    {
        await using var zoho = await Zoho.Start();
        var revoke = $"/oauth/v2/token/revoke?token={zoho.Connection.RefreshToken}";

        (await zoho.Accounts(revoke, [])).Json.GetProperty("status").GetString().ShouldBe("success");

        (await zoho.Get("org")).Code.ShouldBe("INVALID_TOKEN");
        Error(await Refresh(zoho)).ShouldBe("invalid_code");
        (await zoho.Accounts(revoke, [])).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_token_of_one_data_centre_is_unknown_in_another()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { DataCentre = "in" }, TwoCentres);

        (await zoho.Get("org")).Code.ShouldBe("INVALID_TOKEN");
        Error(await zoho.Accounts("/oauth/v2/token", RefreshForm(zoho))).ShouldBe("invalid_client");
        var refreshed = await zoho.Accounts("/oauth/v2/token", RefreshForm(zoho), "in");
        refreshed.Json.GetProperty("api_domain").GetString().ShouldBe(zoho.Host.ApiUrl("in").GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task A_consent_at_the_first_data_centre_tells_the_home_one()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { DataCentre = "in" }, TwoCentres);

        var callback = await Consent(zoho);

        callback["location"].ShouldBe("in");
        callback["accounts-server"].ShouldBe(zoho.Host.AccountsUrl("in").GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [InlineData("access_denied")]
    [InlineData("no_org")]
    public async Task A_refused_consent_comes_back_with_its_error_and_no_code(string error)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { RefuseConsentWith = error });

        var callback = await Consent(zoho);

        callback["error"].ShouldBe(error);
        callback["state"].ShouldBe("st&te");
        callback["code"].ShouldBeNull();
    }

    [Fact]
    public async Task Agreeing_again_without_being_asked_gives_no_new_refresh_token()
    {
        await using var zoho = await Zoho.Start();
        await Exchange(zoho, (await Consent(zoho))["code"]!);

        var again = await Exchange(zoho, (await Consent(zoho, prompt: ""))["code"]!);

        again.Json.TryGetProperty("access_token", out _).ShouldBeTrue();
        again.Json.TryGetProperty("refresh_token", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_twenty_first_refresh_token_of_one_user_ends_the_first_with_its_access_tokens()
    {
        await using var zoho = await Zoho.Start();
        var first = zoho.AccessToken;
        for (var i = 0; i < 20; i++)
        {
            zoho.Connect();
        }

        zoho.AccessToken = first;
        (await zoho.Get("org")).Code.ShouldBe("INVALID_TOKEN");
    }

    [Theory]
    [InlineData("")]
    [InlineData("redirect_uri=https%3A%2F%2Fevil.test%2F&client_id=1000.CLIENT&response_type=code&scope=a")]
    [InlineData("redirect_uri=https%3A%2F%2Fleadcall.test%2Fzoho%2Fcallback&client_id=1000.OTHER&response_type=code&scope=a")]
    public async Task A_bad_authorization_request_stays_on_zohos_own_page(string query)
    {
        await using var zoho = await Zoho.Start();
        var answer = await zoho.Accounts("/oauth/v2/auth?" + query);
        answer.Location.ShouldBeNull();
        answer.Text.ShouldContain("<h1>");
    }

    [Fact]
    public async Task Without_a_readable_header_the_answer_is_authentication_failure()
    {
        await using var zoho = await Zoho.Start();
        zoho.AccessToken = "";
        var answer = await zoho.Get("org");
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Code.ShouldBe("AUTHENTICATION_FAILURE");
    }

    [Fact]
    public async Task Access_tokens_can_be_ended_at_once_while_the_refresh_token_lives()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.ExpireAccessTokens("clinic").ShouldBe(1);
        (await zoho.Get("org")).Code.ShouldBe("INVALID_TOKEN");
        (await Refresh(zoho)).Json.TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    private static async Task<System.Collections.Specialized.NameValueCollection> Consent(Zoho zoho, string prompt = "&prompt=consent")
    {
        var answer = await zoho.Accounts(
            $"/oauth/v2/auth?response_type=code&client_id=1000.CLIENT&scope=ZohoCRM.modules.leads.READ&redirect_uri={Uri.EscapeDataString(Zoho.Redirect)}&state=st%26te&access_type=offline{prompt}");
        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location!.GetLeftPart(UriPartial.Path).ShouldBe(Zoho.Redirect);
        return HttpUtility.ParseQueryString(answer.Location.Query);
    }

    private static Task<Answer> Exchange(Zoho zoho, string code, string redirect = Zoho.Redirect) => zoho.Accounts("/oauth/v2/token", new()
    {
        ["grant_type"] = "authorization_code", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["redirect_uri"] = redirect, ["code"] = code,
    });

    private static Dictionary<string, string> RefreshForm(Zoho zoho) => new()
    {
        ["grant_type"] = "refresh_token", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["refresh_token"] = zoho.Connection.RefreshToken,
    };

    private static Task<Answer> Refresh(Zoho zoho) => zoho.Accounts("/oauth/v2/token", RefreshForm(zoho));

    private static string Error(Answer answer) => answer.Json.GetProperty("error").GetString()!;
}
