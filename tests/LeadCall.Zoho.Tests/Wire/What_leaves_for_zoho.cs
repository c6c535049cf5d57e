using System.Text.Json.Nodes;
using LeadCall.Zoho.Coql;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Records;
using LeadCall.Zoho.Tests.Broken;

namespace LeadCall.Zoho.Tests.Wire;

/// <summary>The requests byte for byte, with the examples of FACTS 3.7.</summary>
public sealed class What_leaves_for_zoho : IAsyncLifetime
{
    private RawZoho server = null!;
    private ZohoUnderTest zoho = null!;
    private string answer = RawZoho.Created();

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

    private RawRequest Sent => server.Requests.ShouldHaveSingleItem();

    [Fact]
    public async Task A_lead_with_workflows_off()
    {
        var result = await zoho.Crm.CreateRecords(zoho.Access, "Leads", [Json(
            """{"Last_Name":"Inbound Lead","Phone":"+919876543210","Lead_Source":"Advertisement","Owner":{"id":"111133000000057662"}}""")],
            trigger: [], default);

        Sent.Line.ShouldBe("POST /crm/v8/Leads HTTP/1.1");
        Sent.Header("Authorization").ShouldBe("Zoho-oauthtoken " + ZohoUnderTest.AccessToken);
        Sent.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        Sent.Header("traceparent").ShouldBeNull();
        Sent.Body.ShouldBe(
            """{"data":[{"Last_Name":"Inbound Lead","Phone":"+919876543210","Lead_Source":"Advertisement","Owner":{"id":"111133000000057662"}}],"trigger":[]}""");
        result.Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Done>();
        result.Notes.ShouldBe(new ZohoCallNotes(201, 1));
    }

    [Fact]
    public async Task A_batch_of_calls_with_the_tenants_workflows_on()
    {
        answer = RawZoho.Answer(207, Answers.Data(
            Answers.Error("DEPENDENT_MISMATCH", "Call Duration can not be zero.",
                """{"api_name":"Call_Duration","json_path":"$.data[0].Call_Duration","dependee":{"api_name":"Call_Type","json_path":"$.data[0].Call_Type"}}"""),
            Answers.Success("111133000000142900")));

        var result = await zoho.Crm.CreateRecords(zoho.Access, "Calls",
            [
                Json("""{"Subject":"Inbound call","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"00:00","What_Id":{"id":"111133000000142001"},"$se_module":"Leads"}"""),
                Json("""{"Subject":"Missed inbound call","Call_Type":"Missed","Call_Start_Time":"2026-01-20T10:00:00+00:00","Who_Id":{"id":"111133000000142777"}}"""),
            ],
            trigger: null, default);

        Sent.Line.ShouldBe("POST /crm/v8/Calls HTTP/1.1");
        Sent.Body.ShouldNotContain("trigger");
        Sent.Body.ShouldContain("""{"id":"111133000000142001"},"$se_module":"Leads"},{"Subject":"Missed inbound call",""");
        var refused = result.Items[0].ShouldBeOfType<WriteOutcome.Refused>().Error;
        (refused.Code, refused.Field, refused.Message).ShouldBe(("DEPENDENT_MISMATCH", "Call_Duration", "Call Duration can not be zero."));
        result.Items[1].ShouldBeOfType<WriteOutcome.Done>().Id.ShouldBe("111133000000142900");
    }

    [Fact]
    public async Task The_given_records_stay_the_callers_own()
    {
        var lead = ZohoUnderTest.Lead();

        await zoho.Crm.CreateRecords(zoho.Access, "Leads", [lead], null, default);
        await zoho.Crm.CreateRecords(zoho.Access, "Leads", [lead], null, default);

        server.Requests.Select(request => request.Body).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_cookie_comes_back_to_the_server()
    {
        answer = RawZoho.Answer(201, Answers.Created(1), "Set-Cookie: JSESSIONID=1; Path=/");

        await zoho.CreateLead();
        await zoho.CreateLead();

        server.Requests.ShouldAllBe(request => request.Header("Cookie") == null);
    }

    [Fact]
    public async Task Leads_for_a_campaign()
    {
        answer = RawZoho.Answer(200, Answers.Data("""{"code":"SUCCESS","details":{},"message":"relation added","status":"success"}"""));

        var result = await zoho.Crm.AddLeadsToCampaign(zoho.Access, "111133000000200001", ["111133000000142001"], "Received", default);

        Sent.Line.ShouldBe("PUT /crm/v8/Campaigns/111133000000200001/Leads HTTP/1.1");
        Sent.Body.ShouldBe("""{"data":[{"id":"111133000000142001","Member_Status":"Received"}]}""");
        result.Items.ShouldHaveSingleItem().ShouldBe(new WriteOutcome.Done("111133000000142001"));
    }

    [Fact]
    public async Task A_list_with_everything_asked_for()
    {
        answer = RawZoho.Answer(200, """{"data":[{"id":"1"}],"info":{"more_records":true,"next_page_token":"abc"}}""");

        var page = await zoho.Crm.ListRecords(zoho.Access, "Leads", new RecordList(["Phone", "Mobile"])
        {
            PageToken = "a+b/c=",
            ModifiedSince = new DateTimeOffset(2026, 1, 20, 15, 30, 0, TimeSpan.FromMinutes(330)),
            SortBy = RecordOrder.ModifiedTime,
            Ascending = true,
            Converted = ConvertedLeads.Both,
        }, default);

        Sent.Line.ShouldBe("GET /crm/v8/Leads?fields=Phone%2CMobile&per_page=200&page_token=a%2Bb%2Fc%3D&sort_by=Modified_Time&sort_order=asc&converted=both HTTP/1.1");
        Sent.Header("If-Modified-Since").ShouldBe("2026-01-20T15:30:00+05:30");
        page.Value!.MoreRecords.ShouldBeTrue();
        page.Value.NextPageToken.ShouldBe("abc");
    }

    [Fact]
    public async Task A_reading_by_ids_that_sees_converted_leads()
    {
        answer = RawZoho.Answer(200, """{"data":[{"id":"12","Converted__s":true}],"info":{"more_records":false}}""");

        var page = await zoho.Crm.GetRecords(zoho.Access, "Leads", ["12", "13"], ["Phone"], default);

        Sent.Line.ShouldBe("GET /crm/v8/Leads?fields=Phone&ids=12%2C13&per_page=200&converted=both HTTP/1.1");
        page.Value!.Records.ShouldHaveSingleItem().Flag("Converted__s").ShouldBe(true);
    }

    [Fact]
    public async Task A_query()
    {
        answer = RawZoho.Answer(204, "");

        var page = await zoho.Crm.Query(
            zoho.Access, CoqlQuery.Select(["id"], "Leads", CoqlCondition.Equal("Phone", "+919876543210")), default);

        Sent.Line.ShouldBe("POST /crm/v8/coql HTTP/1.1");
        Json(Sent.Body)["select_query"]!.GetValue<string>().ShouldBe("select id from Leads where Phone = '+919876543210' limit 200");
        page.Value!.Records.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Leads/../Contacts")]
    [InlineData("Leads?x")]
    [InlineData("")]
    public async Task Nothing_with_a_name_that_is_no_modules(string module) =>
        await Should.ThrowAsync<ArgumentException>(() => zoho.Crm.CreateRecords(zoho.Access, module, [ZohoUnderTest.Lead()], null, default));

    [Fact]
    public async Task Nothing_when_there_are_no_or_too_many_records()
    {
        await Should.ThrowAsync<ArgumentException>(() => zoho.CreateLeads(0));
        await Should.ThrowAsync<ArgumentException>(() => zoho.CreateLeads(101));
        server.Connections.ShouldBe(0);
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
