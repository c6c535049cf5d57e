using System.Net;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 8.4: converting a Lead through the API, and what is left of it.</summary>
public sealed class ConversionRules
{
    private const string Plain = """{"data":[{}]}""";

    [Fact]
    public async Task A_lead_becomes_a_contact_an_account_and_a_deal()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { First_Name = "Asha", Last_Name = "Nair", Company = "Nair Ltd", Phone = "098765 43210", Mobile = "1", City = "Kochi", Designation = "Owner" });
        zoho.Clock.Advance(TimeSpan.FromDays(2));
        zoho.AccessToken = zoho.Control.Connect("clinic").AccessToken;

        var answer = await Convert(zoho, lead, """{"data":[{"overwrite":false,"notify_lead_owner":false,"Deals":{"Deal_Name":"Braces","Closing_Date":"2026-03-01","Stage":"Qualification","Amount":100}}]}""");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Item(0).GetProperty("message").GetString().ShouldBe("The record has been converted successfully");
        var details = answer.Item(0).GetProperty("details");
        details.GetProperty("Contacts").GetProperty("name").GetString().ShouldBe("Asha Nair");
        details.GetProperty("Accounts").GetProperty("name").GetString().ShouldBe("Nair Ltd");
        details.GetProperty("Deals").GetProperty("name").GetString().ShouldBe("Braces");
        var contact = zoho.Control.Records("clinic", "Contacts").Single();
        contact["id"]!.GetValue<string>().ShouldBe(details.GetProperty("Contacts").GetProperty("id").GetString());
        contact["Phone"]!.GetValue<string>().ShouldBe("098765 43210");
        contact["Mailing_City"]!.GetValue<string>().ShouldBe("Kochi");
        contact["Title"]!.GetValue<string>().ShouldBe("Owner");
        zoho.Control.Records("clinic", "Deals").Single()["Contact_Name"]!.GetValue<string>().ShouldBe(contact["id"]!.GetValue<string>());

        var left = (await zoho.Get($"Leads/{lead}")).Item(0);
        left.GetProperty("Converted__s").GetBoolean().ShouldBeTrue();
        left.GetProperty("Converted_Contact").GetProperty("name").GetString().ShouldBe("Asha Nair");
        left.GetProperty("Converted_Account").GetProperty("name").GetString().ShouldBe("Nair Ltd");
        left.GetProperty("Converted_Deal").GetProperty("name").GetString().ShouldBe("Braces");
        left.GetProperty("Converted_Date_Time").GetString().ShouldBe("2026-01-22T15:30:05+05:30");
        left.GetProperty("Modified_Time").GetString().ShouldBe("2026-01-22T15:30:05+05:30");
        left.GetProperty("Lead_Conversion_Time").GetInt32().ShouldBe(2);
        zoho.Control.Ledger("clinic").Skip(1).Select(entry => (entry.Action, entry.Module)).ShouldBe([("create", "Contacts"), ("create", "Accounts"), ("create", "Deals"), ("convert", "Leads")]);
    }

    [Fact]
    public async Task A_converted_lead_leaves_lists_and_search_and_refuses_changes()
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { SearchDelaySeconds = 0 });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Phone = "12345" });
        await Convert(zoho, lead, Plain);

        (await zoho.Get("Leads?fields=Last_Name")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get("Leads/search?phone=12345")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get("Leads/search?phone=12345&converted=both")).Item(0).GetProperty("id").GetString().ShouldBe(lead);
        (await zoho.Get("Contacts/search?phone=12345")).Status.ShouldBe(HttpStatusCode.OK);
        (await zoho.Put("Leads", $$"""{"data":[{"id":"{{lead}}","Company":"C"}]}""")).Item(0).GetProperty("code").GetString().ShouldBe("CONVERTED_RECORD");
        (await zoho.Coql($"select Converted_Contact from Leads where id = '{lead}' and Converted__s = 'true'")).Item(0).GetProperty("Converted_Contact").GetProperty("name").GetString().ShouldBe("Nair");
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, "C", true)]
    [InlineData(true, null, true)]
    public async Task An_account_is_made_for_a_company_and_by_switch_for_anybody(bool always, string? company, bool made)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ConversionAlwaysMakesAccount = always });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Company = company });

        var details = (await Convert(zoho, lead, Plain)).Item(0).GetProperty("details");

        (details.GetProperty("Accounts").ValueKind == JsonValueKind.Object).ShouldBe(made);
        details.GetProperty("Deals").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "2")]
    public async Task An_existing_contact_is_filled_up_or_overwritten(bool overwrite, string phone)
    {
        await using var zoho = await Zoho.Start();
        var contact = await zoho.Make("Contacts", new { Last_Name = "Nair", Phone = "1" });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Phone = "2", Mobile = "3" });

        var answer = await Convert(zoho, lead, $$$"""{"data":[{"overwrite":{{{(overwrite ? "true" : "false")}}},"Contacts":{"id":"{{{contact}}}"}}]}""");

        answer.Item(0).GetProperty("details").GetProperty("Contacts").GetProperty("id").GetString().ShouldBe(contact);
        var kept = zoho.Control.Records("clinic", "Contacts").Single();
        kept["Phone"]!.GetValue<string>().ShouldBe(phone);
        kept["Mobile"]!.GetValue<string>().ShouldBe("3");
    }

    [Theory]
    [InlineData("move", true, "Accounts")]
    [InlineData("move", false, null)]
    [InlineData("stay", true, "Leads")]
    public async Task Activities_move_to_the_contact_unless_switched(string switched, bool company, string? module)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ActivitiesOfConvertedLeads = switched });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Company = company ? "C" : null });
        var call = await zoho.Make("Calls", WireExamples.Call("Missed", lead, null));
        var other = await zoho.Make("Calls", WireExamples.Call("Missed", await zoho.Make("Leads", new { Last_Name = "Other" }), null));

        await Convert(zoho, lead, Plain);

        var moved = (await zoho.Get($"Calls/{call}")).Item(0);
        (moved.TryGetProperty("$se_module", out var name) ? name.GetString() : null).ShouldBe(module);
        (moved.GetProperty("Who_Id").ValueKind == JsonValueKind.Object).ShouldBe(switched == "move");
        (await zoho.Get($"Calls/{other}")).Item(0).GetProperty("$se_module").GetString().ShouldBe("Leads");
    }

    [Theory]
    [InlineData("""{"data":[{"Contacts":{"id":"999"}}]}""", "INVALID_DATA", "$.data[0].Contacts.id")]
    [InlineData("""{"data":[{"Accounts":{"id":"999"}}]}""", "INVALID_DATA", "$.data[0].Accounts.id")]
    [InlineData("""{"data":[{"assign_to":{"id":"999"}}]}""", "INVALID_DATA", "$.data[0].assign_to.id")]
    [InlineData("""{"data":[{"Deals":{"Closing_Date":"2026-03-01","Stage":"Qualification"}}]}""", "MANDATORY_NOT_FOUND", "$.data[0].Deals.Deal_Name")]
    [InlineData("""{"data":[{"Deals":{"Deal_Name":"D","Stage":"Qualification"}}]}""", "MANDATORY_NOT_FOUND", "$.data[0].Deals.Closing_Date")]
    [InlineData("""{"data":[{"Deals":{"Deal_Name":"D","Closing_Date":"2026-03-01"}}]}""", "MANDATORY_NOT_FOUND", "$.data[0].Deals.Stage")]
    [InlineData("""{"data":[{"Deals":{"Deal_Name":"D","Closing_Date":"2026-03-01","Stage":"Dreaming"}}]}""", "MAPPING_MISMATCH", "$.data[0].Deals.Stage")]
    public async Task A_faulty_request_converts_nothing(string body, string code, string path)
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Company = "C" });

        var answer = await Convert(zoho, lead, body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Item(0).GetProperty("code").GetString().ShouldBe(code, answer.Text);
        answer.Item(0).GetProperty("details").GetProperty("json_path").GetString().ShouldBe(path);
        zoho.Control.Records("clinic", "Contacts").ShouldBeEmpty();
        zoho.Control.Records("clinic", "Accounts").ShouldBeEmpty();
        (await zoho.Get("Leads?fields=Last_Name")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stage_outside_the_pipeline_names_the_field_it_depends_on()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        var refused = await Convert(zoho, lead, """{"data":[{"Deals":{"Deal_Name":"D","Closing_Date":"2026-03-01","Stage":"Dreaming"}}]}""");
        refused.Item(0).GetProperty("details").GetProperty("mapped_field").GetString().ShouldBe("Pipeline");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(202)]
    public async Task A_second_conversion_is_refused_with_the_status_of_the_switch(int status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ConversionErrorStatus = status });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        await Convert(zoho, lead, Plain);

        var again = await Convert(zoho, lead, Plain);

        ((int)again.Status).ShouldBe(status);
        again.Code.ShouldBe("ID_ALREADY_CONVERTED");
        again.Json.GetProperty("message").GetString().ShouldBe("id already converted");
        (await Convert(zoho, "999", Plain)).Code.ShouldBe("INVALID_DATA");
        zoho.Control.Records("clinic", "Contacts").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_value_unique_among_contacts_is_a_duplicate_unless_that_contact_is_named()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { UniqueFields = ["Contacts.Phone"] });
        var contact = await zoho.Make("Contacts", new { Last_Name = "Nair", Phone = "1" });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Phone = "1" });

        var refused = await Convert(zoho, lead, Plain);
        refused.Item(0).GetProperty("code").GetString().ShouldBe("DUPLICATE_DATA");
        refused.Item(0).GetProperty("details").GetProperty("duplicate_record").GetProperty("id").GetString().ShouldBe(contact);
        (await Convert(zoho, lead, $$$"""{"data":[{"Contacts":{"id":"{{{contact}}}"}}]}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task By_switch_all_keys_are_asked_for()
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ConversionNeedsAllKeys = true });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });

        (await Convert(zoho, lead, Plain)).Item(0).GetProperty("details").GetProperty("api_name").GetString().ShouldBe("Accounts");
        (await Convert(zoho, lead, """{"data":[{"Accounts":null,"Contacts":null,"assign_to":null,"add_to_existing_record":true}]}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ZohoCRM.modules.leads.CREATE", false, HttpStatusCode.OK)]
    [InlineData("ZohoCRM.modules.leads.CREATE", true, HttpStatusCode.Unauthorized)]
    [InlineData("ZohoCRM.modules.CREATE", true, HttpStatusCode.OK)]
    [InlineData("ZohoCRM.modules.ALL", true, HttpStatusCode.OK)]
    [InlineData("ZohoCRM.modules.leads.UPDATE", false, HttpStatusCode.Unauthorized)]
    public async Task The_scope_is_to_create_leads_and_by_switch_to_create_the_rest(string scope, bool all, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ConversionNeedsCreateScopes = all });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        zoho.Connect(null, scope);

        (await Convert(zoho, lead, Plain)).Status.ShouldBe(status);

        zoho.Control.Records("clinic", "Contacts").Count.ShouldBe(status == HttpStatusCode.OK ? 1 : 0);
    }

    [Theory]
    [InlineData("INVALID_DATA", "INVALID_DATA")]
    [InlineData("CONVERTED_RECORD", "CONVERTED_RECORD")]
    [InlineData("accepted", "SUCCESS")]
    [InlineData("moved", "SUCCESS")]
    public async Task An_activity_on_a_converted_lead_answers_as_switched(string switched, string code)
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        var contact = (await Convert(zoho, lead, Plain)).Item(0).GetProperty("details").GetProperty("Contacts").GetProperty("id").GetString();
        zoho.Switch(switches => switches with { ActivityOnConvertedLead = switched });

        var answer = await zoho.Post("Tasks", new { data = new[] { new Dictionary<string, object> { ["Subject"] = "t", ["What_Id"] = new { id = lead }, ["$se_module"] = "Leads" } } });

        answer.Item(0).GetProperty("code").GetString().ShouldBe(code, answer.Text);
        var task = zoho.Control.Records("clinic", "Tasks").SingleOrDefault();
        (task?["What_Id"]?.GetValue<string>(), task?["Who_Id"]?.GetValue<string>()).ShouldBe(switched switch
        {
            "accepted" => (lead, null),
            "moved" => (null, contact),
            _ => (null, null),
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_campaign_takes_a_converted_lead_only_when_switched(bool taken)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { CampaignsTakeConvertedLeads = taken });
        var campaign = await zoho.Make("Campaigns", new { Campaign_Name = "Radio" });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        await Convert(zoho, lead, Plain);

        (await zoho.Put($"Campaigns/{campaign}/Leads", $$"""{"data":[{"id":"{{lead}}"}]}""")).Item(0).GetProperty("code").GetString().ShouldBe(taken ? "SUCCESS" : "INVALID_DATA");
    }

    internal static Task<Answer> Convert(Zoho zoho, string lead, string body) => zoho.Post($"Leads/{lead}/actions/convert", body);
}
