using LeadCall.Zoho.Coql;
using LeadCall.Zoho.Organisation;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Records;
using LeadCall.Zoho.Tests.Broken;

namespace LeadCall.Zoho.Tests.Wire;

public sealed class How_reads_are_read : IAsyncLifetime
{
    private readonly Queue<string> answers = new();
    private RawZoho server = null!;
    private ZohoUnderTest zoho = null!;

    public async ValueTask InitializeAsync()
    {
        server = await RawZoho.Answering(_ => answers.Count > 1 ? answers.Dequeue() : answers.Peek());
        zoho = new ZohoUnderTest(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await zoho.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(400, """{"code":"INVALID_DATA","details":{"resource_path_index":1},"message":"the id given seems to be invalid","status":"error"}""")]
    public async Task A_record_that_is_not_there_is_no_error(int status, string body)
    {
        answers.Enqueue(RawZoho.Answer(status, body));

        var lookup = await zoho.Crm.GetRecord(zoho.Access, "Leads", "42", null, default);

        lookup.IsSuccess.ShouldBeTrue();
        lookup.Value!.Record.ShouldBeNull();
        server.Requests.ShouldHaveSingleItem().Line.ShouldBe("GET /crm/v8/Leads/42?converted=both HTTP/1.1");
    }

    [Fact]
    public async Task A_record_gives_its_fields_by_name_and_null_for_what_it_lacks()
    {
        answers.Enqueue(RawZoho.Answer(200, """
            {"data":[{"id":"42","Last_Name":"Rao","Phone":null,"Converted__s":true,"Call_Duration_in_seconds":65,
              "Modified_Time":"2026-01-20T15:30:05+05:30","Owner":{"name":"A","id":"7","email":"a@example.com"},"Layout":"9"}]}
            """));

        var record = (await zoho.Crm.GetRecord(zoho.Access, "Contacts", "42", ["Phone"], default)).Value!.Record!;

        record.Text("Last_Name").ShouldBe("Rao");
        record.Text("Phone").ShouldBeNull();
        record.Text("Mobile").ShouldBeNull();
        record.Flag("Converted__s").ShouldBe(true);
        record.Number("Call_Duration_in_seconds").ShouldBe(65);
        record.Instant("Modified_Time").ShouldBe(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        record.Reference("Owner").ShouldBe(new ZohoReference("7", "A"));
        record.Reference("Layout").ShouldBe(new ZohoReference("9", null));
        record.Reference("Last_Activity").ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_changed_is_told_apart_from_nothing_there()
    {
        answers.Enqueue("HTTP/1.1 304 Not Modified\r\n\r\n");
        answers.Enqueue(RawZoho.Answer(204, ""));
        var list = new RecordList(["Phone"]) { ModifiedSince = DateTimeOffset.UnixEpoch };

        (await zoho.Crm.ListRecords(zoho.Access, "Leads", list, default)).Value!.NotModified.ShouldBeTrue();
        (await zoho.Crm.ListRecords(zoho.Access, "Leads", list, default)).Value!.NotModified.ShouldBeFalse();
    }

    [Fact]
    public async Task Deleted_records_come_with_their_time()
    {
        answers.Enqueue(RawZoho.Answer(200, """
            {"data":[{"id":"42","display_name":"Rao","type":"recycle","deleted_time":"2026-01-20T15:30:05+05:30"}],"info":{"more_records":true}}
            """));

        var page = (await zoho.Crm.ListDeleted(zoho.Access, "Leads", DateTimeOffset.UnixEpoch, 2, default)).Value!;

        page.Records.ShouldHaveSingleItem().ShouldBe(
            new DeletedRecord("42", "recycle", new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero)));
        page.MoreRecords.ShouldBeTrue();
        server.Requests.Single().Line.ShouldBe("GET /crm/v8/Leads/deleted?type=all&page=2&per_page=200 HTTP/1.1");
        server.Requests.Single().Header("If-Modified-Since").ShouldBe("1970-01-01T00:00:00+00:00");
    }

    [Fact]
    public async Task Users_are_read_over_all_pages()
    {
        answers.Enqueue(RawZoho.Answer(200, """
            {"users":[{"id":"1","full_name":"Asha Rao","email":"asha@example.com","status":"active","confirm":true,"role":{"name":"CEO","id":"2"},
              "profile":{"name":"Administrator","id":"3"},"time_zone":"Asia/Kolkata"}],"info":{"more_records":true}}
            """));
        answers.Enqueue(RawZoho.Answer(200, """{"users":[{"id":"4","full_name":"B","status":"disabled","confirm":false}],"info":{"more_records":false}}"""));

        var users = await zoho.Crm.ListUsers(zoho.Access, ZohoUserType.AllUsers, default);

        users.Value!.ShouldBe(
        [
            new ZohoUser("1", "Asha Rao", "asha@example.com", "active", true, "CEO", "Administrator", "Asia/Kolkata"),
            new ZohoUser("4", "B", null, "disabled", false, null, null, null),
        ]);
        users.Value!.Select(user => user.CanOwnRecords).ShouldBe([true, false]);
        users.Notes.Requests.ShouldBe(2);
        server.Requests.Select(request => request.Line).ShouldBe(
        [
            "GET /crm/v8/users?type=AllUsers&page=1&per_page=200 HTTP/1.1",
            "GET /crm/v8/users?type=AllUsers&page=2&per_page=200 HTTP/1.1",
        ]);
    }

    [Fact]
    public async Task The_organisation_tells_its_edition()
    {
        answers.Enqueue(RawZoho.Answer(200, """
            {"org":[{"id":"60001","zgid":"60001","company_name":"Clinic","time_zone":"Asia/Kolkata","country_code":"IN","type":"production",
              "domain_name":"org60001","license_details":{"paid":true,"paid_type":"professional","users_license_purchased":12}}]}
            """));

        (await zoho.Crm.GetOrganisation(zoho.Access, default)).Value.ShouldBe(
            new ZohoOrganisation("60001", "Clinic", "Asia/Kolkata", "IN", "production", "professional", 12, "org60001"));
    }

    [Fact]
    public async Task Fields_tell_what_may_be_written()
    {
        answers.Enqueue(RawZoho.Answer(200, """
            {"fields":[
              {"id":"1","api_name":"Lead_Source","field_label":"Lead Source","data_type":"picklist","length":120,"visible":true,"system_mandatory":false,
               "custom_field":false,"operation_type":{"api_create":true,"api_update":true},"unique":{},
               "pick_list_values":[{"actual_value":"Ads","display_value":"Anzeigen","type":"used"},{"actual_value":"Old","display_value":"Old","type":"unused"}]},
              {"id":"2","api_name":"Owner","field_label":"Owner","data_type":"ownerlookup","field_read_only":true,"visible":true,"operation_type":{"api_create":true}},
              {"id":"3","api_name":"Ref","data_type":"text","length":50,"visible":false,"custom_field":true,"operation_type":{"api_create":true},"unique":{"case_sensitive":false}}]}
            """));

        var fields = (await zoho.Crm.ListFields(zoho.Access, "Leads", default)).Value!;

        fields.Select(field => field.WritableOnCreate).ShouldBe([true, true, false]);
        fields.Select(field => field.Unique).ShouldBe([false, false, true]);
        fields[0].PickListValues.ShouldBe([new("Ads", "Anzeigen", true), new("Old", "Old", false)]);
        fields[0].Length.ShouldBe(120);
    }

    [Fact]
    public async Task Campaigns_are_listed()
    {
        answers.Enqueue(RawZoho.Answer(200, """{"data":[{"id":"9","Campaign_Name":"Wellness Week","Status":"Active","Start_Date":"2026-01-01","End_Date":null}]}"""));

        (await zoho.Crm.ListCampaigns(zoho.Access, null, default)).Value!.Campaigns.ShouldHaveSingleItem()
            .ShouldBe(new ZohoCampaign("9", "Wellness Week", null, "Active", new DateOnly(2026, 1, 1), null));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_read_that_meets_a_5xx_is_tried_again_with_its_body(int status)
    {
        answers.Enqueue(RawZoho.Answer(status, "<html>"));
        answers.Enqueue(RawZoho.Answer(status, "<html>"));
        answers.Enqueue(RawZoho.Answer(200, """{"data":[{"id":"1"}],"info":{"count":1,"more_records":false}}"""));

        var page = await zoho.Crm.Query(zoho.Access, CoqlQuery.Select(["id"], "Leads", CoqlCondition.IsNotNull("id")), default);

        page.Value!.Records.ShouldHaveSingleItem().Id.ShouldBe("1");
        page.Notes.Requests.ShouldBe(3);
        server.Requests.Select(request => request.Body).Distinct().ShouldHaveSingleItem().ShouldContain("select_query");
    }

    [Theory]
    [InlineData(400, "SYNTAX_ERROR", ZohoErrorKind.PermanentRefusal)]
    [InlineData(401, "INVALID_TOKEN", ZohoErrorKind.TokenInvalid)]
    [InlineData(401, "OAUTH_SCOPE_MISMATCH", ZohoErrorKind.ScopeMissing)]
    [InlineData(403, "NO_PERMISSION", ZohoErrorKind.PermissionDenied)]
    [InlineData(429, "TOO_MANY_REQUESTS", ZohoErrorKind.RateLimited)]
    public async Task A_read_that_is_refused_is_not_tried_again(int status, string code, ZohoErrorKind kind)
    {
        answers.Enqueue(RawZoho.Answer(status, Answers.Error(code)));

        var org = await zoho.Crm.GetOrganisation(zoho.Access, default);

        org.Error!.Kind.ShouldBe(kind);
        org.Error.Code.ShouldBe(code);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_read_that_keeps_failing_says_so_after_three_tries()
    {
        answers.Enqueue(RawZoho.Answer(503, Answers.Error("SERVICE_UNAVAILABLE")));

        var org = await zoho.Crm.GetOrganisation(zoho.Access, default);

        org.Error!.Kind.ShouldBe(ZohoErrorKind.Temporary);
        org.Error.Code.ShouldBe("SERVICE_UNAVAILABLE");
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"data":[{"id":""")]
    [InlineData("""{"unexpected":true}""")]
    [InlineData("<html>Welcome</html>")]
    public async Task An_answer_that_cannot_be_read_is_an_error_and_not_an_empty_list(string body)
    {
        answers.Enqueue(RawZoho.Answer(200, body));

        var page = await zoho.Crm.ListRecords(zoho.Access, "Leads", new RecordList(["Phone"]), default);

        page.IsSuccess.ShouldBeFalse();
        page.Error.Code.ShouldBe(ZohoErrorCodes.Unreadable);
    }

    [Fact]
    public async Task Remaining_credits_are_passed_on()
    {
        answers.Enqueue(RawZoho.Answer(200, """{"org":[{"id":"1"}]}""", "X-API-CREDITS-REMAINING: 2499"));

        (await zoho.Crm.GetOrganisation(zoho.Access, default)).Notes.ShouldBe(new ZohoCallNotes(200, 1, 2499));
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        answers.Enqueue(RawZoho.Answer(200, """{"org":[{"id":"1"}]}"""));

        await Should.ThrowAsync<OperationCanceledException>(() => zoho.Crm.GetOrganisation(zoho.Access, new CancellationToken(true)));
    }
}
