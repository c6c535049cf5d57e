using System.Net;
using System.Text.Json;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 3.1–3.5: what a write answers, item by item.</summary>
public sealed class WriteRules
{
    [Theory]
    [InlineData("Leads", """{"Phone":"1"}""", "MANDATORY_NOT_FOUND", "Last_Name")]
    [InlineData("Contacts", """{"First_Name":"A"}""", "MANDATORY_NOT_FOUND", "Last_Name")]
    [InlineData("Accounts", "{}", "MANDATORY_NOT_FOUND", "Account_Name")]
    [InlineData("Campaigns", "{}", "MANDATORY_NOT_FOUND", "Campaign_Name")]
    [InlineData("Tasks", "{}", "MANDATORY_NOT_FOUND", "Subject")]
    [InlineData("Deals", """{"Deal_Name":"D"}""", "MANDATORY_NOT_FOUND", "Stage")]
    [InlineData("Leads", """{"Last_Name":null}""", "MANDATORY_NOT_FOUND", "Last_Name")]
    [InlineData("Leads", """{"Last_Name":5}""", "INVALID_DATA", "Last_Name")]
    [InlineData("Leads", """{"Last_Name":"x","Phone":"+49 30 123456 and 0171 2345678 ext"}""", "INVALID_DATA", "Phone")]
    [InlineData("Leads", """{"Last_Name":"x","Phone":"12*34"}""", "INVALID_DATA", "Phone")]
    [InlineData("Leads", """{"Last_Name":"x","Email":"nobody"}""", "INVALID_DATA", "Email")]
    [InlineData("Leads", """{"Last_Name":"x","No_of_Employees":"7"}""", "INVALID_DATA", "No_of_Employees")]
    [InlineData("Leads", """{"Last_Name":"x","No_of_Employees":1234567890}""", "INVALID_DATA", "No_of_Employees")]
    [InlineData("Leads", """{"Last_Name":"x","Email_Opt_Out":"true"}""", "INVALID_DATA", "Email_Opt_Out")]
    [InlineData("Leads", """{"Last_Name":"x","Annual_Revenue":"1"}""", "INVALID_DATA", "Annual_Revenue")]
    [InlineData("Leads", """{"Last_Name":"x","Clinic_Town":"a town name that is far too long"}""", "INVALID_DATA", "Clinic_Town")]
    [InlineData("Leads", """{"Last_Name":"x","Channel":"Television"}""", "INVALID_DATA", "Channel")]
    [InlineData("Leads", """{"Last_Name":"x","Owner":{"id":"999"}}""", "INVALID_DATA", "Owner")]
    [InlineData("Contacts", """{"Last_Name":"x","Account_Name":{"id":"999"}}""", "INVALID_DATA", "Account_Name")]
    [InlineData("Contacts", """{"Last_Name":"x","Date_of_Birth":"20.1.2026"}""", "INVALID_DATA", "Date_of_Birth")]
    [InlineData("Deals", """{"Deal_Name":"D","Stage":"Dreaming"}""", "MAPPING_MISMATCH", "Stage")]
    [InlineData("Tasks", """{"Subject":"t","Due_Date":"2026-01-20T10:00:00+00:00"}""", "INVALID_DATA", "Due_Date")]
    [InlineData("Tasks", """{"Subject":"t","What_Id":{"id":"999"},"$se_module":"Leads"}""", "INVALID_DATA", "What_Id")]
    [InlineData("Tasks", """{"Subject":"t","What_Id":{"id":"999"}}""", "MANDATORY_NOT_FOUND", "$se_module")]
    [InlineData("Tasks", """{"Subject":"t","Who_Id":{"id":"999"}}""", "INVALID_DATA", "Who_Id")]
    [InlineData("Calls", """{"Call_Type":"Missed","Call_Start_Time":"2026-01-20T10:00:00+00:00"}""", "MANDATORY_NOT_FOUND", "Subject")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Missed"}""", "MANDATORY_NOT_FOUND", "Call_Start_Time")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Dropped","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"00:10"}""", "INVALID_DATA", "Call_Type")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00"}""", "MANDATORY_NOT_FOUND", "Call_Duration")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":65}""", "INVALID_DATA", "Call_Duration")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"65"}""", "INVALID_DATA", "Call_Duration")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"01:75"}""", "INVALID_DATA", "Call_Duration")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Outbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"00:00"}""", "DEPENDENT_MISMATCH", "Call_Duration")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Missed","Call_Start_Time":"2026-01-20T10:00:06+00:00"}""", "INVALID_DATA", "Call_Start_Time")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Missed","Call_Start_Time":"2026-01-20T10:00:00.000+00:00"}""", "INVALID_DATA", "Call_Start_Time")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Missed","Call_Start_Time":"2026-01-20 10:00:00"}""", "INVALID_DATA", "Call_Start_Time")]
    [InlineData("Calls", """{"Subject":"s","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2026-01-21T10:00:00+00:00"}""", "MANDATORY_NOT_FOUND", "Who_Id")]
    public async Task An_item_is_refused_with_its_code_and_field(string module, string item, string code, string field)
    {
        await using var zoho = await Zoho.Start();

        var answer = await zoho.Post(module, $$"""{"data":[{{item}}]}""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        var error = answer.Item(0);
        error.GetProperty("code").GetString().ShouldBe(code, answer.Text);
        error.GetProperty("status").GetString().ShouldBe("error");
        error.GetProperty("details").GetProperty("api_name").GetString().ShouldBe(field);
        error.GetProperty("details").GetProperty("json_path").GetString().ShouldBe($"$.data[0].{field}");
        zoho.Control.Records("clinic", module).ShouldBeEmpty();
        zoho.Control.Ledger("clinic").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("01:05", false, 65)]
    [InlineData("75:05", false, 4505)]
    [InlineData("00:01", false, 1)]
    [InlineData("01:05", true, 3900)]
    public async Task A_duration_is_minutes_and_seconds_unless_switched(string duration, bool hours, int seconds)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { CallDurationInHoursAndMinutes = hours });
        var call = await zoho.Make("Calls", new { Subject = "s", Call_Type = "Inbound", Call_Start_Time = "2026-01-20T10:00:00+00:00", Call_Duration = duration });
        (await zoho.Get($"Calls/{call}")).Item(0).GetProperty("Call_Duration_in_seconds").GetInt32().ShouldBe(seconds);
    }

    [Fact]
    public async Task A_missed_call_may_also_say_zero_and_a_switch_makes_it_say_something()
    {
        await using var zoho = await Zoho.Start();
        var zero = new { Subject = "s", Call_Type = "Missed", Call_Start_Time = "2026-01-20T10:00:00+00:00", Call_Duration = "00:00" };
        var none = new { Subject = "s", Call_Type = "Missed", Call_Start_Time = "2026-01-20T10:00:00+00:00" };
        await zoho.Make("Calls", zero);
        await zoho.Make("Calls", none);

        zoho.Switch(switches => switches with { MissedCallsNeedDuration = true });
        await zoho.Make("Calls", zero);
        (await zoho.Post("Calls", new { data = new[] { none } })).Item(0).GetProperty("code").GetString().ShouldBe("MANDATORY_NOT_FOUND");
    }

    [Fact]
    public async Task Results_come_in_order_and_the_status_says_whether_all_some_or_none_went_well()
    {
        await using var zoho = await Zoho.Start();

        var some = await zoho.Post("Leads", """{"data":[{"Last_Name":"a"},{},{"Last_Name":"c"}]}""");
        some.Status.ShouldBe(HttpStatusCode.MultiStatus);
        Enumerable.Range(0, 3).Select(i => some.Item(i).GetProperty("code").GetString()).ShouldBe(["SUCCESS", "MANDATORY_NOT_FOUND", "SUCCESS"]);
        (await zoho.Post("Leads", """{"data":[{},{}]}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await zoho.Post("Leads", """{"data":[{"Last_Name":"a"}]}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_hundred_items_are_taken_and_one_more_is_not()
    {
        await using var zoho = await Zoho.Start();
        object Items(int count) => new { data = Enumerable.Range(0, count).Select(i => new { Last_Name = $"L{i}" }) };

        (await zoho.Post("Leads", Items(100))).Status.ShouldBe(HttpStatusCode.Created);
        var refused = await zoho.Post("Leads", Items(101));

        refused.Code.ShouldBe("LIMIT_EXCEEDED");
        refused.Json.GetProperty("message").GetString().ShouldBe("count of records in your request exceeds the limit");
        refused.Json.GetProperty("details").GetProperty("maximum_length").GetInt32().ShouldBe(100);
        zoho.Control.Records("clinic", "Leads").Count.ShouldBe(100);
    }

    [Fact]
    public async Task Several_faults_of_one_item_come_under_one_roof_unless_switched()
    {
        await using var zoho = await Zoho.Start();
        const string item = """{"data":[{"Email":"nobody"}]}""";

        var error = (await zoho.Post("Leads", item)).Item(0);
        error.GetProperty("code").GetString().ShouldBe("MULTIPLE_OR_MULTI_ERRORS");
        error.GetProperty("details").GetProperty("errors").GetArrayLength().ShouldBe(2);

        zoho.Switch(switches => switches with { FirstErrorOnly = true });
        (await zoho.Post("Leads", item)).Item(0).GetProperty("code").GetString().ShouldBe("INVALID_DATA");
    }

    [Fact]
    public async Task A_field_the_tenant_made_mandatory_is_asked_for()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { MandatoryFields = ["Leads.Company"] });
        (await zoho.Post("Leads", """{"data":[{"Last_Name":"x"}]}""")).Item(0).GetProperty("details").GetProperty("api_name").GetString().ShouldBe("Company");

        zoho.Switch(switches => switches with { TenantMandatoryOnlyWithLayout = true });
        await zoho.Make("Leads", new { Last_Name = "x" });
        (await zoho.Post("Leads", """{"data":[{"Last_Name":"x","Layout":{"id":"1"}}]}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_lead_needs_no_company_unless_a_layout_is_named()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "x" });
        (await zoho.Post("Leads", """{"data":[{"Last_Name":"x","Layout":{"id":"1"}}]}""")).Item(0).GetProperty("details").GetProperty("api_name").GetString().ShouldBe("Company");
    }

    [Fact]
    public async Task A_unique_field_names_the_record_that_has_the_value_already()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { UniqueFields = ["Leads.Phone"] });
        var first = await zoho.Make("Leads", new { Last_Name = "x", Phone = "+919876543210" });

        var error = (await zoho.Post("Leads", """{"data":[{"Last_Name":"y","Phone":"+919876543210"}]}""")).Item(0);

        error.GetProperty("code").GetString().ShouldBe("DUPLICATE_DATA");
        error.GetProperty("details").GetProperty("id").GetString().ShouldBe(first);
        var duplicate = error.GetProperty("details").GetProperty("duplicate_record");
        duplicate.GetProperty("id").GetString().ShouldBe(first);
        duplicate.GetProperty("module").GetProperty("api_name").GetString().ShouldBe("Leads");
    }

    [Fact]
    public async Task An_unknown_picklist_value_is_taken_and_added_to_the_tenants_list()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "x", Lead_Source = "Billboard" });

        var fields = (await zoho.Get("settings/fields?module=Leads")).Json.GetProperty("fields").EnumerateArray();
        var source = fields.Single(field => field.GetProperty("api_name").GetString() == "Lead_Source");
        source.GetProperty("pick_list_values").EnumerateArray().Select(value => value.GetProperty("actual_value").GetString()).ShouldContain("Billboard");

        zoho.Switch(switches => switches with { RejectUnknownPickListValues = true });
        (await zoho.Post("Leads", """{"data":[{"Last_Name":"x","Lead_Source":"Balloon"}]}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_unknown_field_is_ignored_unless_switched()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "x", Shoe_Size = 44 });
        zoho.Switch(switches => switches with { RejectUnknownFields = true });
        (await zoho.Post("Leads", """{"data":[{"Last_Name":"x","Shoe_Size":44}]}""")).Item(0).GetProperty("message").GetString()
            .ShouldBe("the field api name given seems to be invalid");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public async Task An_owner_must_be_active_and_confirmed(int user, bool taken)
    {
        await using var zoho = await Zoho.Start();
        var owner = zoho.Control.Organisation("clinic").Users[user].Id;
        var answer = await zoho.Post("Leads", new { data = new[] { new { Last_Name = "x", Owner = new { id = owner } } } });
        (answer.Status == HttpStatusCode.Created).ShouldBe(taken, answer.Text);
    }

    [Theory]
    [InlineData("MANDATORY_NOT_FOUND")]
    [InlineData("DEPENDENT_FIELD_MISSING")]
    public async Task A_missing_se_module_answers_the_code_of_the_switch(string code)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { MissingSeModuleCode = code });
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        var answer = await zoho.Post("Tasks", new { data = new[] { new { Subject = "t", What_Id = new { id = lead } } } });
        answer.Item(0).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task A_converted_lead_takes_no_update_and_no_activity()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        zoho.Control.Change("clinic", "Leads", lead, new() { ["Converted__s"] = true });

        (await zoho.Put($"Leads/{lead}", """{"data":[{"Company":"C"}]}""")).Item(0).GetProperty("code").GetString().ShouldBe("CONVERTED_RECORD");
        (await zoho.Post("Calls", new { data = new[] { WireExamples.Call("Missed", lead, null) } })).Item(0).GetProperty("details").GetProperty("api_name").GetString().ShouldBe("What_Id");
    }

    [Fact]
    public async Task An_update_changes_clears_and_leaves_fields_and_is_in_the_ledger()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "x", Company = "C", Fax = "1" });
        zoho.Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = await zoho.Put("Leads", $$"""{"data":[{"id":"{{lead}}","Company":null,"Fax":"2"},{"id":"999","Fax":"3"}]}""");

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Item(0).GetProperty("message").GetString().ShouldBe("record updated");
        answer.Item(1).GetProperty("code").GetString().ShouldBe("INVALID_DATA");
        var shown = (await zoho.Get($"Leads/{lead}")).Item(0);
        shown.GetProperty("Company").ValueKind.ShouldBe(JsonValueKind.Null);
        shown.GetProperty("Fax").GetString().ShouldBe("2");
        shown.GetProperty("Last_Name").GetString().ShouldBe("x");
        shown.GetProperty("Modified_Time").GetString().ShouldBe("2026-01-20T15:31:05+05:30");
        zoho.Control.Ledger("clinic", action: "update").Single().RecordId.ShouldBe(lead);
    }

    [Fact]
    public async Task An_update_of_a_record_changed_meanwhile_is_refused_when_asked_to()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        var answer = await zoho.Put($"Leads/{lead}", """{"data":[{"Fax":"2"}]}""", ("If-Unmodified-Since", "2026-01-20T10:00:00+00:00"));
        answer.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        answer.Item(0).GetProperty("code").GetString().ShouldBe("ALREADY_MODIFIED");
    }

    [Fact]
    public async Task Upsert_inserts_once_and_then_updates_by_email_but_never_calls_or_tasks()
    {
        await using var zoho = await Zoho.Start();
        const string item = """{"data":[{"Last_Name":"x","Email":"x@x.test"}]}""";

        (await zoho.Post("Leads/upsert", item)).Item(0).GetProperty("action").GetString().ShouldBe("insert");
        var second = (await zoho.Post("Leads/upsert", item)).Item(0);

        second.GetProperty("action").GetString().ShouldBe("update");
        second.GetProperty("duplicate_field").GetString().ShouldBe("Email");
        zoho.Control.Records("clinic", "Leads").Count.ShouldBe(1);
        (await zoho.Post("Calls/upsert", item)).Code.ShouldBe("NOT_SUPPORTED");
    }

    [Fact]
    public async Task Leads_join_a_campaign_and_campaigns_a_lead()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        var other = await zoho.Make("Leads", new { Last_Name = "y" });
        var campaign = await zoho.Make("Campaigns", new { Campaign_Name = "Wellness Week" });

        var answer = await zoho.Put($"Campaigns/{campaign}/Leads", new { data = new[] { new { id = lead, Member_Status = "Responded" }, new { id = "999", Member_Status = "x" } } });
        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Item(0).GetProperty("message").GetString().ShouldBe("relation added");
        (await zoho.Put($"Leads/{other}/Campaigns", new { data = new[] { new { id = campaign } } })).Status.ShouldBe(HttpStatusCode.OK);

        zoho.Control.CampaignMembers("clinic")[campaign].Keys.ShouldBe([lead, other], ignoreOrder: true);
        (await zoho.Get($"Campaigns/{campaign}/Leads?fields=Last_Name")).Json.GetProperty("data").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"data":[]}""", "INVALID_DATA")]
    [InlineData("""{"data":{}}""", "INVALID_DATA")]
    [InlineData("{}", "MANDATORY_NOT_FOUND")]
    [InlineData("not json", "INVALID_DATA")]
    public async Task A_body_without_items_is_refused_flat(string body, string code)
    {
        await using var zoho = await Zoho.Start();
        var answer = await zoho.Post("Leads", body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_deal_stage_and_a_call_type_are_fixed_lists()
    {
        await using var zoho = await Zoho.Start(new OrganisationSpec { Key = "clinic", Name = "C", Clients = Zoho.Clinic.Clients });
        await zoho.Make("Deals", new { Deal_Name = "D", Stage = "Qualification" });
        var call = await zoho.Make("Calls", new { Subject = "s", Call_Type = "Missed", Call_Start_Time = "2026-01-20T10:00:00+00:00" });
        (await zoho.Put($"Calls/{call}", """{"data":[{"Call_Type":"Inbound","Call_Duration":"00:10"}]}""")).Item(0).GetProperty("details").GetProperty("api_name").GetString().ShouldBe("Call_Type");
    }
}
