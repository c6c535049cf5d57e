using System.Text.Json.Nodes;
using LeadCall.Zoho.Coql;
using LeadCall.Zoho.Organisation;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Zoho.Tests.Simulated;

/// <summary>What LeadCall does to a CRM all day, against the simulator over HTTP.</summary>
public sealed class Calls_become_records
{
    [Fact]
    public async Task A_lead_its_call_and_its_task_are_written_and_found_again_by_query()
    {
        await using var zoho = await SimulatedZoho.Start();
        var start = DateTimeOffset.FromUnixTimeSeconds(1_768_903_200);

        var lead = await Create(zoho, "Leads", """{"Last_Name":"Inbound Lead","Phone":"+919876543210"}""");
        var call = await Create(zoho, "Calls", $$"""
            {"Subject":"Inbound call","Call_Type":"Inbound","Call_Start_Time":"{{ZohoFormat.DateTime(start)}}",
             "Call_Duration":"{{ZohoFormat.AnsweredDuration(TimeSpan.FromSeconds(4505))}}","What_Id":{"id":"{{lead}}"},"$se_module":"Leads"}
            """);
        await Create(zoho, "Tasks", $$"""
            {"Subject":"Call back +919876543210","Status":"Not Started","Due_Date":"2026-01-20","What_Id":{"id":"{{lead}}"},"$se_module":"Leads"}
            """);

        var found = await zoho.Crm.Query(zoho.Access, CoqlQuery.Select(["id", "Call_Duration_in_seconds"], "Calls", CoqlCondition.All(
            CoqlCondition.Equal("What_Id", lead), CoqlCondition.Equal("Call_Start_Time", start))), default);
        var record = found.Value.ShouldNotBeNull().Records.ShouldHaveSingleItem();
        record.Id.ShouldBe(call);
        record.Number("Call_Duration_in_seconds").ShouldBe(4505);
        zoho.Control.Ledger(SimulatedZoho.Organisation).Select(entry => (entry.Module, entry.Action)).ShouldBe(
            [("Leads", "create"), ("Calls", "create"), ("Tasks", "create")]);
    }

    [Fact]
    public async Task One_bad_record_of_a_batch_is_told_by_its_position()
    {
        await using var zoho = await SimulatedZoho.Start();

        var result = await zoho.Crm.CreateRecords(
            zoho.Access, "Leads", [ZohoUnderTest.Lead(), new JsonObject { ["Phone"] = "+911" }, ZohoUnderTest.Lead()], trigger: [], default);

        result.Notes.HttpStatus.ShouldBe(207);
        result.Items.Select(item => item.GetType()).ShouldBe([typeof(WriteOutcome.Done), typeof(WriteOutcome.Refused), typeof(WriteOutcome.Done)]);
        ((WriteOutcome.Refused)result.Items[1]).Error.Field.ShouldBe("Last_Name");
        zoho.Control.Ledger(SimulatedZoho.Organisation).ShouldAllBe(entry => entry.Trigger != null && entry.Trigger.Count == 0);
    }

    [Fact]
    public async Task A_second_lead_for_a_unique_number_names_the_first()
    {
        await using var zoho = await SimulatedZoho.Start(spec => spec with { UniqueFields = ["Leads.Phone"] });
        var first = await Create(zoho, "Leads", """{"Last_Name":"A","Phone":"+919876543210"}""");

        var second = await zoho.Crm.CreateRecords(zoho.Access, "Leads", [ZohoUnderTest.Lead()], null, default);

        var error = second.Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Refused>().Error;
        error.Kind.ShouldBe(ZohoErrorKind.Duplicate);
        error.Duplicate!.Id.ShouldBe(first);
    }

    [Fact]
    public async Task A_zero_duration_is_refused_with_its_field()
    {
        await using var zoho = await SimulatedZoho.Start();

        var result = await zoho.Crm.CreateRecords(zoho.Access, "Calls", [Json(
            """{"Subject":"Inbound call","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"00:00"}""")], null, default);

        var error = result.Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Refused>().Error;
        (error.Code, error.Field, error.Kind).ShouldBe(("DEPENDENT_MISMATCH", "Call_Duration", ZohoErrorKind.PermanentRefusal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_right_that_is_missing_is_a_permission_flat_or_per_item(bool perItem)
    {
        await using var zoho = await SimulatedZoho.Start(spec => spec with
        {
            Users = [new() { Name = "Bo", Email = "bo@clinic.test", Admin = true, Denied = [new DeniedRight("Tasks", "create", perItem)] }],
        });

        var result = await zoho.Crm.CreateRecords(zoho.Access, "Tasks", [Json("""{"Subject":"a"}"""), Json("""{"Subject":"b"}""")], null, default);

        result.Items.ShouldAllBe(item => ((WriteOutcome.Refused)item).Error.Kind == ZohoErrorKind.PermissionDenied);
        result.Items.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_told_apart_from_a_bad_token()
    {
        await using var zoho = await SimulatedZoho.Start(null, "ZohoCRM.modules.leads.READ");

        (await zoho.Crm.CreateRecords(zoho.Access, "Leads", [ZohoUnderTest.Lead()], null, default))
            .Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Refused>().Error.Kind.ShouldBe(ZohoErrorKind.ScopeMissing);
        zoho.Control.ExpireAccessTokens(SimulatedZoho.Organisation);
        (await zoho.Crm.CreateRecords(zoho.Access, "Leads", [ZohoUnderTest.Lead()], null, default))
            .Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Refused>().Error.Kind.ShouldBe(ZohoErrorKind.TokenInvalid);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_that_is_gone_reads_as_not_there(bool asError)
    {
        await using var zoho = await SimulatedZoho.Start();
        zoho.Control.SetSwitches(SimulatedZoho.Organisation, switches => switches with { UnknownIdIsInvalidData = asError });
        var lead = await Create(zoho, "Leads", """{"Last_Name":"A"}""");
        var before = DateTimeOffset.UnixEpoch;

        (await zoho.Crm.GetRecord(zoho.Access, "Leads", lead, null, default)).Value!.Record!.Text("Last_Name").ShouldBe("A");
        zoho.Control.Remove(SimulatedZoho.Organisation, "Leads", lead);

        (await zoho.Crm.GetRecord(zoho.Access, "Leads", lead, null, default)).Value!.Record.ShouldBeNull();
        (await zoho.Crm.GetRecords(zoho.Access, "Leads", [lead], ["Phone"], default)).Value!.Records.ShouldBeEmpty();
        (await zoho.Crm.ListDeleted(zoho.Access, "Leads", before, 1, default)).Value!.Records.ShouldHaveSingleItem().Id.ShouldBe(lead);
    }

    [Fact]
    public async Task All_records_are_read_by_page_token_and_by_id()
    {
        await using var zoho = await SimulatedZoho.Start();
        for (var batch = 0; batch < 4; batch++)
        {
            (await zoho.Crm.CreateRecords(zoho.Access, "Leads", [.. Enumerable.Range(0, 60).Select(_ => ZohoUnderTest.Lead())], [], default))
                .Items.ShouldAllBe(item => item is WriteOutcome.Done);
        }

        var list = new RecordList(["Phone"]);
        var first = (await zoho.Crm.ListRecords(zoho.Access, "Leads", list, default)).Value.ShouldNotBeNull();
        var second = (await zoho.Crm.ListRecords(zoho.Access, "Leads", list with { PageToken = first.NextPageToken }, default)).Value.ShouldNotBeNull();
        var query = CoqlQuery.Select(["id"], "Leads", CoqlCondition.IsNotNull("Phone")).Ordered("id");
        var firstRows = (await zoho.Crm.Query(zoho.Access, query, default)).Value.ShouldNotBeNull();
        var secondRows = (await zoho.Crm.Query(zoho.Access, query.AfterId(firstRows.Records[^1].Id), default)).Value.ShouldNotBeNull();

        (first.Records.Length, first.MoreRecords, second.Records.Length, second.MoreRecords).ShouldBe((200, true, 40, false));
        (firstRows.Records.Length, firstRows.MoreRecords, secondRows.Records.Length).ShouldBe((200, true, 40));
        first.Records.Concat(second.Records).Select(record => record.Id).Order()
            .ShouldBe(firstRows.Records.Concat(secondRows.Records).Select(record => record.Id).Order());
    }

    [Fact]
    public async Task Nothing_changed_since_is_a_304()
    {
        await using var zoho = await SimulatedZoho.Start();
        await Create(zoho, "Leads", """{"Last_Name":"A"}""");
        var list = new RecordList(["Last_Name"]);

        (await zoho.Crm.ListRecords(zoho.Access, "Leads", list with { ModifiedSince = DateTimeOffset.UnixEpoch }, default))
            .Value!.Records.ShouldHaveSingleItem();
        (await zoho.Crm.ListRecords(zoho.Access, "Leads", list with { ModifiedSince = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero) }, default))
            .Value!.NotModified.ShouldBeTrue();
    }

    [Fact]
    public async Task The_organisation_its_users_and_its_fields_are_read()
    {
        await using var zoho = await SimulatedZoho.Start();

        (await zoho.Crm.GetOrganisation(zoho.Access, default)).Value!.TimeZone.ShouldBe("Asia/Kolkata");
        (await zoho.Crm.ListUsers(zoho.Access, ZohoUserType.AllUsers, default)).Value!.Select(user => (user.Email, user.CanOwnRecords))
            .ShouldBe([("ada@clinic.test", true), ("cy@clinic.test", false)], ignoreOrder: true);
        (await zoho.Crm.ListUsers(zoho.Access, ZohoUserType.ActiveConfirmedUsers, default)).Value!.ShouldHaveSingleItem();
        var contacts = (await zoho.Crm.ListFields(zoho.Access, "Contacts", default)).Value!;
        contacts.Where(field => field.DataType == "phone").Select(field => field.ApiName).ShouldContain("Clinic_Phone");
        contacts.Single(field => field.ApiName == "Last_Name").SystemMandatory.ShouldBeTrue();
        contacts.Single(field => field.ApiName == "Created_Time").WritableOnCreate.ShouldBeFalse();
    }

    [Fact]
    public async Task Leads_join_a_campaign_and_joining_twice_changes_nothing()
    {
        await using var zoho = await SimulatedZoho.Start();
        var campaign = await Create(zoho, "Campaigns", """{"Campaign_Name":"Wellness Week"}""");
        var lead = await Create(zoho, "Leads", """{"Last_Name":"A"}""");

        (await zoho.Crm.ListCampaigns(zoho.Access, null, default)).Value!.Campaigns.ShouldHaveSingleItem().Name.ShouldBe("Wellness Week");
        for (var time = 0; time < 2; time++)
        {
            (await zoho.Crm.AddLeadsToCampaign(zoho.Access, campaign, [lead], null, default))
                .Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Done>().Id.ShouldBe(lead);
        }

        zoho.Control.CampaignMembers(SimulatedZoho.Organisation)[campaign].Keys.ShouldBe([lead]);
    }

    [Fact]
    public async Task A_module_that_is_hidden_is_told_as_such()
    {
        await using var zoho = await SimulatedZoho.Start(spec => spec with { HiddenModules = ["Campaigns"] });

        (await zoho.Crm.ListCampaigns(zoho.Access, null, default)).Error!.Kind.ShouldBe(ZohoErrorKind.ModuleUnavailable);
        (await zoho.Crm.CreateRecords(zoho.Access, "Campaigns", [Json("""{"Campaign_Name":"a"}"""), Json("""{"Campaign_Name":"b"}""")], null, default))
            .Items.ShouldAllBe(item => ((WriteOutcome.Refused)item).Error.Kind == ZohoErrorKind.ModuleUnavailable);
    }

    private static async Task<string> Create(SimulatedZoho zoho, string module, string fields)
    {
        var outcome = (await zoho.Crm.CreateRecords(zoho.Access, module, [Json(fields)], null, default)).Items.ShouldHaveSingleItem();
        return outcome.ShouldBeOfType<WriteOutcome.Done>(outcome.ToString()).Id;
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
