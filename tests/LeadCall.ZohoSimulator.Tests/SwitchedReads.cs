using System.Net;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>The switches of search, COQL, rights and metadata, each in its positions (FACTS 1.7, 2, 4, 6, 7).</summary>
public sealed class SwitchedReads
{
    [Theory]
    [InlineData(15, HttpStatusCode.NoContent)]
    [InlineData(10, HttpStatusCode.BadRequest)]
    public async Task A_search_takes_fifteen_criteria_or_ten(int most, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { SearchMaximumCriteria = most });
        var criteria = string.Join("or", Enumerable.Range(0, 11).Select(i => $"(Last_Name:equals:n{i})"));
        (await zoho.Get($"Leads/search?criteria=({criteria})")).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("select id from Leads where Last_Name = 'a' limit 10 offset 10001", "offset")]
    [InlineData("select What_Id->Leads.Last_Name, Who_Id.Last_Name, Owner from Calls where Subject = 'a'", "join")]
    [InlineData("select First_Name, Last_Name, Phone from Leads where Last_Name = 'a'", "select")]
    public async Task Coql_has_the_older_limits_when_switched(string query, string clause)
    {
        await using var zoho = await Zoho.Start();
        (await zoho.Coql(query)).Status.ShouldBe(HttpStatusCode.NoContent);
        zoho.Switch(switches => switches with { CoqlMaximumOffset = 10_000, CoqlMaximumJoins = 1, CoqlMaximumColumns = clause == "select" ? 2 : 50 });

        var refused = await zoho.Coql(query);

        refused.Code.ShouldBe("LIMIT_EXCEEDED", refused.Text);
        refused.Json.GetProperty("details").GetProperty("clause").GetString().ShouldBe(clause);
    }

    [Theory]
    [InlineData("backslash", @"'O\'Neil'", true)]
    [InlineData("backslash", "'O''Neil'", false)]
    [InlineData("doubled", "'O''Neil'", true)]
    [InlineData("doubled", @"'O\'Neil'", false)]
    [InlineData("none", "'O''Neil'", false)]
    [InlineData("none", @"'O\'Neil'", false)]
    public async Task A_quote_is_escaped_as_switched(string escape, string text, bool read)
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "O'Neil" });
        zoho.Switch(switches => switches with { CoqlQuoteEscape = escape });
        (await zoho.Coql($"select id from Leads where Last_Name = {text}")).Status.ShouldBe(read ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NoContent)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task Coql_compares_phones_as_stored_unless_switched(bool digits, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "x", Phone = "+91 98765-43210" });
        zoho.Switch(switches => switches with { CoqlComparesPhonesByDigits = digits });
        (await zoho.Coql("select id from Leads where Phone = '+919876543210'")).Status.ShouldBe(status);
        (await zoho.Coql("select id from Leads where Phone in ('919876543210')")).Status.ShouldBe(status);
        (await zoho.Coql("select id from Leads where Phone like '%98765-43%'")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("AllUsers", 4)]
    [InlineData("ActiveUsers", 3)]
    [InlineData("ActiveConfirmedUsers", 2)]
    public async Task Users_without_a_type_are_those_of_the_switch(string type, int count)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { DefaultUserType = type });
        (await zoho.Get("users")).Json.GetProperty("users").GetArrayLength().ShouldBe(count);
    }

    [Theory]
    [InlineData("any", "ZohoCRM.modules.LEADS.read", true)]
    [InlineData("lower", "ZohoCRM.modules.leads.READ", true)]
    [InlineData("lower", "ZohoCRM.modules.Leads.READ", false)]
    [InlineData("api_name", "ZohoCRM.modules.Leads.READ", true)]
    [InlineData("api_name", "ZohoCRM.modules.leads.READ", false)]
    [InlineData("lower", "ZohoCRM.modules.ALL", true)]
    public async Task A_scope_must_be_spelled_as_switched(string spelling, string scope, bool covers)
    {
        await using var zoho = await Zoho.Start();
        zoho.Connect(null, scope);
        zoho.Switch(switches => switches with { ScopeSpelling = spelling });
        (await zoho.Get("Leads?fields=Last_Name")).Status.ShouldBe(covers ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("NO_PERMISSION")]
    [InlineData("PERMISSION_DENIED")]
    public async Task A_missing_right_answers_the_code_of_the_switch(string code)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { NoPermissionCode = code });
        zoho.Control.SetUsers("clinic", [new() { Name = "Ada", Email = "ada@clinic.test", Admin = true, Denied = [new("Leads", "view")] }]);
        (await zoho.Get("Leads?fields=Last_Name")).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    public async Task A_wrong_method_answers_the_status_of_the_switch(int status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { WrongMethodStatus = status });
        var answer = await zoho.Post("users/123", new { });
        ((int)answer.Status).ShouldBe(status);
        answer.Code.ShouldBe("INVALID_REQUEST_METHOD");
    }

    [Theory]
    [InlineData("ORG_NOT_PAID", HttpStatusCode.Forbidden)]
    [InlineData("AUTHENTICATION_FAILURE", HttpStatusCode.Unauthorized)]
    public async Task An_organisation_that_is_shut_refuses_everything(string code, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { RefuseEverythingWith = code });
        var answer = await zoho.Get("org");
        (answer.Status, answer.Code).ShouldBe((status, code));
        zoho.Switch(switches => switches with { RefuseEverythingWith = null });
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "2026-01-20T16:30:05+05:30")]
    public async Task The_end_of_the_token_is_named_when_switched(bool named, string? end)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { AnswersNameTokenEnd = named });
        (await zoho.Get("org")).Header("X-ACCESSTOKEN-RESET").ShouldBe(end);
    }
}
