using System.Net;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Tests.Faults;

/// <summary>What the token endpoint can be made to answer (FACTS 1.6).</summary>
public sealed class TokenFaults
{
    private static readonly object Token = new { organisation = "clinic", operation = "token" };

    [Theory]
    [InlineData("general_error", 200)]
    [InlineData("invalid_code", 200)]
    [InlineData("Access Denied", 400)]
    public async Task It_refuses_with_a_word(string error, int status)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = Token, outcome = new { answer = "token_error", token_error = error, status }, times = 1 });
        var answer = await zoho.Accounts("/oauth/v2/token", RefreshForm(zoho));
        ((int)answer.Status, answer.Json.GetProperty("error").GetString()).ShouldBe((status, error));
        (await zoho.Accounts("/oauth/v2/token", RefreshForm(zoho))).Json.TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public async Task It_answers_a_page(int status)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var fault = await desk.Fault(new { match = Token, outcome = new { answer = "html", status } });
        var answer = await zoho.Accounts("/oauth/v2/token", RefreshForm(zoho));
        ((int)answer.Status, answer.Text[..9]).ShouldBe((status, "<!doctype"));
        (await desk.Interference()).ShouldBe($"fault {fault}: write Done, answer Html");
    }

    [Fact]
    public async Task A_fault_of_the_crm_leaves_it_alone()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = new { organisation = "clinic" }, outcome = new { answer = "error", status = 503 } });
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await zoho.Accounts("/oauth/v2/token", RefreshForm(zoho))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_is_used_up_when_its_answer_is_lost()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.AddFault(new RequestMatch { Operation = "token", Organisation = "clinic" }, Outcome.AnswerLost());
        var back = await zoho.Accounts($"/oauth/v2/auth?response_type=code&client_id=1000.CLIENT&scope=ZohoCRM.org.READ&redirect_uri={Uri.EscapeDataString(Zoho.Redirect)}");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["redirect_uri"] = Zoho.Redirect,
            ["code"] = back.Location!.Query[1..].Split('&').Single(pair => pair.StartsWith("code=", StringComparison.Ordinal))[5..],
        };
        await Should.ThrowAsync<HttpRequestException>(zoho.Accounts("/oauth/v2/token", form));
        (await zoho.Accounts("/oauth/v2/token", form)).Json.GetProperty("error").GetString().ShouldBe("invalid_code");
    }

    internal static Dictionary<string, string> RefreshForm(Zoho zoho) => new()
    {
        ["grant_type"] = "refresh_token", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["refresh_token"] = zoho.Connection.RefreshToken,
    };
}
