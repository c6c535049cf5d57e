using System.Net;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 4.2.</summary>
public sealed class CoqlRules
{
    [Theory]
    [InlineData("select Last_Name from Leads where Phone = '+919876543210'", "a")]
    [InlineData("SELECT id, Last_Name FROM Leads WHERE Last_Name IN ('a','C')", "a,c")]
    [InlineData("select Last_Name from Leads where Last_Name not in ('a','c')", "b")]
    [InlineData("select Last_Name from Leads where Phone is null", "c")]
    [InlineData("select Last_Name from Leads where Phone is not null order by Last_Name desc", "b,a")]
    [InlineData("select Last_Name from Leads where Phone like '%65432%'", "a")]
    [InlineData("select Last_Name from Leads where Last_Name like 'a%' or Last_Name = 'b'", "a,b")]
    [InlineData("select Last_Name from Leads where ((Last_Name = 'a' or Last_Name = 'b') and Phone like '+91%')", "a")]
    [InlineData("select Last_Name from Leads where (Last_Name != 'a' and (Last_Name != 'b' and Last_Name != 'x'))", "c")]
    [InlineData("select Last_Name from Leads where Created_Time >= '2026-01-20T15:31:05+05:30'", "b,c")]
    [InlineData("select Last_Name from Leads where Created_Time between '2026-01-20T10:00:00+00:00' and '2026-01-20T10:01:05+00:00'", "a,b")]
    [InlineData("select Last_Name from Leads where No_of_Employees > 9", "b")]
    [InlineData("select Last_Name from Leads where No_of_Employees between 5 and 9", "a")]
    [InlineData("select Last_Name from Leads where Converted__s = 'false' and Last_Name = 'a'", "a")]
    [InlineData("select Last_Name from Leads where Email_Opt_Out = true", "b")]
    [InlineData("select Last_Name from Leads where Last_Name is not null limit 2", "a,b")]
    [InlineData("select Last_Name from Leads where Last_Name is not null limit 2 offset 2", "c")]
    [InlineData("select Last_Name from Leads where Last_Name is not null limit 1, 2", "b,c")]
    [InlineData("select Last_Name from Leads where Last_Name is not null order by No_of_Employees desc, id asc", "b,a,c")]
    [InlineData("select Last_Name from Leads where Company = 'O\\'Neil'", "c")]
    [InlineData("select Last_Name from Leads where id > '0' order by id desc limit 1", "c")]
    public async Task A_query_finds(string query, string names)
    {
        await using var zoho = await Started();
        var answer = await zoho.Coql(query);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        string.Join(',', answer.Json.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("Last_Name").GetString())).ShouldBe(names);
        answer.Json.GetProperty("info").GetProperty("count").GetInt32().ShouldBe(names.Split(',').Length);
        answer.Item(0).GetProperty("id").GetString()!.Length.ShouldBe(18);
    }

    [Theory]
    [InlineData("select Last_Name from Leads", "SYNTAX_ERROR")]
    [InlineData("select from Leads where id = '1'", "SYNTAX_ERROR")]
    [InlineData("update Leads set Last_Name = 'x' where id = '1'", "SYNTAX_ERROR")]
    [InlineData("select Last_Name from Leads where Last_Name = 'a' and Phone = 'b' and id = '1'", "SYNTAX_ERROR")]
    [InlineData("select Last_Name from Leads where Last_Name = 'a", "SYNTAX_ERROR")]
    [InlineData("select Last_Name from Leads where Last_Name ~ 'a'", "SYNTAX_ERROR")]
    [InlineData("select Last_Name from Nothings where id = '1'", "INVALID_MODULE")]
    [InlineData("select Shoe_Size from Leads where id = '1'", "INVALID_QUERY")]
    [InlineData("select Last_Name from Leads where Shoe_Size = '1'", "INVALID_QUERY")]
    [InlineData("select Last_Name from Leads where Description = 'x'", "INVALID_QUERY")]
    [InlineData("select Last_Name from Leads where Description like '%x%'", "INVALID_QUERY")]
    [InlineData("select Last_Name from Leads where Last_Name > 'a'", "INVALID_QUERY")]
    [InlineData("select Last_Name from Leads where Created_Time = 'yesterday'", "INVALID_QUERY")]
    [InlineData("select Last_Name from Leads where id = '1' limit 0", "INVALID_DATA")]
    [InlineData("select Last_Name from Leads where id = '1' limit 2001", "LIMIT_EXCEEDED")]
    [InlineData("select Last_Name, Last_Name from Leads where id = '1'", "DUPLICATE_DATA")]
    public async Task A_wrong_query_is_refused_flat(string query, string code)
    {
        await using var zoho = await Started();
        var answer = await zoho.Coql(query);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Nothing_found_is_204_and_a_missing_query_names_itself()
    {
        await using var zoho = await Started();
        (await zoho.Coql("select id from Leads where Last_Name = 'nobody'")).Status.ShouldBe(HttpStatusCode.NoContent);
        var missing = await zoho.Post("coql", new { });
        missing.Code.ShouldBe("MANDATORY_NOT_FOUND");
        missing.Json.GetProperty("details").GetProperty("api_name").GetString().ShouldBe("select_query");
        (await zoho.Coql("select id from Leads limit 3")).Json.GetProperty("details").GetProperty("clause").GetString().ShouldBe("where");
    }

    [Fact]
    public async Task At_most_fifty_values_stand_in_an_in()
    {
        await using var zoho = await Started();
        string Query(int count) => $"select id from Leads where Last_Name in ({string.Join(',', Enumerable.Range(0, count).Select(i => $"'{i}'"))})";
        (await zoho.Coql(Query(50))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Coql(Query(51))).Code.ShouldBe("LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task A_call_is_found_by_its_lead_and_start_and_shows_the_lead_through_what_id()
    {
        await using var zoho = await Started();
        var lead = zoho.Control.Records("clinic", "Leads")[0]["id"]!.GetValue<string>();
        var call = await zoho.Make("Calls", WireExamples.Call("Missed", lead, null));

        var answer = await zoho.Coql(
            $"select id, Subject, What_Id, What_Id->Leads.Last_Name, Owner from Calls where (What_Id = '{lead}' and Call_Start_Time = '2026-01-20T15:30:00+05:30')");

        var row = answer.Item(0);
        row.GetProperty("id").GetString().ShouldBe(call);
        row.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(lead);
        row.GetProperty("What_Id->Leads.Last_Name").GetString().ShouldBe("a");
        row.GetProperty("Owner").GetProperty("id").GetString().ShouldBe(zoho.Connection.UserId);
        (await zoho.Coql("select id from Calls where What_Id->Leads.Last_Name = 'b'")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task More_rows_than_the_limit_are_announced()
    {
        await using var zoho = await Started();
        (await zoho.Coql("select id from Leads where id is not null limit 2")).Json.GetProperty("info").GetProperty("more_records").GetBoolean().ShouldBeTrue();
        (await zoho.Coql("select id from Leads where id is not null limit 3")).Json.GetProperty("info").GetProperty("more_records").GetBoolean().ShouldBeFalse();
        (await zoho.Coql("select COUNT(id) from Leads where id is not null")).Item(0).GetProperty("COUNT(id)").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_new_record_is_there_at_once_unless_a_delay_is_switched_on()
    {
        await using var zoho = await Started();
        zoho.Switch(switches => switches with { CoqlDelaySeconds = 5 });
        await zoho.Make("Leads", new { Last_Name = "late" });
        (await zoho.Coql("select id from Leads where Last_Name = 'late'")).Status.ShouldBe(HttpStatusCode.NoContent);
        zoho.Clock.Advance(TimeSpan.FromSeconds(5));
        (await zoho.Coql("select id from Leads where Last_Name = 'late'")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ZohoCRM.coql.READ", "select id from Leads where id = '1'")]
    [InlineData("ZohoCRM.modules.leads.READ", "select id from Leads where id = '1'")]
    [InlineData("ZohoCRM.coql.READ,ZohoCRM.modules.calls.READ", "select What_Id->Leads.Last_Name from Calls where id = '1'")]
    public async Task A_query_needs_the_coql_scope_and_the_read_scope_of_every_module_in_it(string scopes, string query)
    {
        await using var zoho = await Started();
        zoho.Connect(null, scopes.Split(','));
        var answer = await zoho.Coql(query);
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Code.ShouldBe("OAUTH_SCOPE_MISMATCH");
    }

    private static async Task<Zoho> Started()
    {
        var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "a", Phone = "+919876543210", No_of_Employees = 9 });
        zoho.Clock.Advance(TimeSpan.FromMinutes(1));
        await zoho.Make("Leads", new { Last_Name = "b", Phone = "030 1234", No_of_Employees = 10, Email_Opt_Out = true });
        zoho.Clock.Advance(TimeSpan.FromMinutes(1));
        await zoho.Make("Leads", new { Last_Name = "c", Company = "O'Neil", Description = "x" });
        return zoho;
    }
}
