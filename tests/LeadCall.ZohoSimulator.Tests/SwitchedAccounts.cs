using System.Net;
using System.Net.Http.Headers;
using System.Web;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>The switches of the accounts servers where documents disagree or are silent (FACTS 1.4–1.7).</summary>
public sealed class SwitchedAccounts
{
    [Theory]
    [InlineData(10, null, 10)]
    [InlineData(10, 5, 5)]
    [InlineData(3, null, 3)]
    public async Task Refresh_tokens_are_minted_so_many_times(int inTenMinutes, int? inOneMinute, int given)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { RefreshTokensPerTenMinutes = inTenMinutes, RefreshTokensPerMinute = inOneMinute, CodesPerTenMinutes = 100 });
        for (var i = 0; i < given; i++)
        {
            (await Consent(zoho)).Json.TryGetProperty("refresh_token", out _).ShouldBeTrue();
        }

        (await Consent(zoho)).Json.GetProperty("error").GetString().ShouldBe("Access Denied");
        zoho.Clock.Advance(inOneMinute is null ? TimeSpan.FromMinutes(10) : TimeSpan.FromMinutes(1));
        (await Consent(zoho)).Json.TryGetProperty("refresh_token", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_answer_names_its_scopes_unless_switched(bool named)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { AnswersNameScopes = named });
        (await Refresh(zoho)).Json.TryGetProperty("scope", out _).ShouldBe(named);
    }

    [Theory]
    [InlineData("Access Denied", false, true)]
    [InlineData("access_denied", true, false)]
    public async Task A_retry_inside_the_throttled_window_prolongs_it_when_switched(string error, bool prolongs, bool openAgain)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { MintsPerTenMinutes = 1, RetriesProlongThrottle = prolongs, ThrottleError = error });
        zoho.Clock.Advance(TimeSpan.FromMinutes(9));
        (await Refresh(zoho)).Json.GetProperty("error").GetString().ShouldBe(error);
        zoho.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Refresh(zoho)).Json.TryGetProperty("access_token", out _).ShouldBe(openAgain);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("invalid_code")]
    public async Task The_refresh_of_a_user_who_left_answers_as_switched(string answer)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { InactiveUserRefresh = answer });
        zoho.Control.SetUsers("clinic", [new() { Name = "Ada", Email = "ada@clinic.test", Admin = true, Status = "inactive" }]);
        var refreshed = (await Refresh(zoho)).Json;
        refreshed.TryGetProperty("access_token", out _).ShouldBe(answer == "token");
        (refreshed.TryGetProperty("error", out var error) ? error.GetString() : null).ShouldBe(answer == "token" ? null : answer);
    }

    [Theory]
    [InlineData("INVALID_TOKEN", "AUTHENTICATION_FAILURE")]
    [InlineData("AUTHENTICATION_FAILURE", "AUTHENTICATION_FAILED")]
    [InlineData("INVALID_OAUTHTOKEN", "AUTHENTICATION_FAILURE")]
    public async Task A_bad_and_a_missing_token_answer_the_codes_of_the_switches(string bad, string missing)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { BadTokenCode = bad, MissingTokenCode = missing });
        zoho.AccessToken = "1000.unknown";
        (await zoho.Get("org")).Code.ShouldBe(bad);
        zoho.AccessToken = "";
        (await zoho.Get("org")).Code.ShouldBe(missing);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task Bearer_is_taken_only_when_switched(bool taken, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetAccountsSwitches(switches => switches with { TakesBearer = taken });
        using var http = new HttpClient { BaseAddress = zoho.Host.ApiUrl() };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", zoho.AccessToken);
        (await http.GetAsync("/crm/v8/org")).StatusCode.ShouldBe(status);
    }

    private static Task<Answer> Refresh(Zoho zoho) => zoho.Accounts("/oauth/v2/token", new()
    {
        ["grant_type"] = "refresh_token", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["refresh_token"] = zoho.Connection.RefreshToken,
    });

    private static async Task<Answer> Consent(Zoho zoho)
    {
        var back = await zoho.Accounts(
            $"/oauth/v2/auth?response_type=code&client_id=1000.CLIENT&redirect_uri={Uri.EscapeDataString(Zoho.Redirect)}&scope=ZohoCRM.modules.ALL&access_type=offline&prompt=consent");
        return await zoho.Accounts("/oauth/v2/token", new()
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["redirect_uri"] = Zoho.Redirect,
            ["code"] = HttpUtility.ParseQueryString(back.Location!.Query)["code"]!,
        });
    }
}
