using System.Net;
using System.Text.Json;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 2, 3.3 and 7: scopes, rights, users, organisation and metadata.</summary>
public sealed class RightsAndSettings
{
    [Theory]
    [InlineData("ZohoCRM.modules.leads.CREATE", "POST", "Leads", true)]
    [InlineData("ZohoCRM.modules.Leads.WRITE", "POST", "Leads", true)]
    [InlineData("ZohoCRM.modules.leads.ALL", "POST", "Leads", true)]
    [InlineData("ZohoCRM.modules.ALL", "POST", "Leads", true)]
    [InlineData("ZohoCRM.modules.leads.READ", "POST", "Leads", false)]
    [InlineData("ZohoCRM.modules.contacts.CREATE", "POST", "Leads", false)]
    [InlineData("ZohoCRM.modules.leads.CREATE", "PUT", "Leads", false)]
    [InlineData("ZohoCRM.modules.leads.WRITE", "PUT", "Leads", true)]
    [InlineData("ZohoCRM.modules.leads.WRITE", "DELETE", "Leads?ids=1", false)]
    [InlineData("ZohoCRM.modules.tasks.CREATE", "POST", "Tasks", true)]
    [InlineData("ZohoCRM.users.READ", "GET", "users?type=AllUsers", true)]
    [InlineData("ZohoCRM.org.READ", "GET", "users?type=AllUsers", false)]
    [InlineData("ZohoCRM.settings.ALL", "GET", "settings/fields?module=Leads", true)]
    [InlineData("ZohoCRM.settings.fields.READ", "GET", "settings/layouts?module=Leads", false)]
    public async Task An_operation_asks_for_its_scope(string scope, string method, string path, bool granted)
    {
        await using var zoho = await Zoho.Start();
        zoho.Connect(null, scope);
        var answer = await zoho.Send(new HttpMethod(method), path, method is "POST" or "PUT" ? """{"data":[{"Last_Name":"x","Subject":"x"}]}""" : null);
        if (granted)
        {
            answer.Status.ShouldNotBe(HttpStatusCode.Unauthorized);
        }
        else
        {
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Code.ShouldBe("OAUTH_SCOPE_MISMATCH");
            answer.Json.GetProperty("message").GetString().ShouldBe("Unauthorized");
        }
    }

    [Fact]
    public async Task A_user_without_the_right_is_refused_whole_or_item_by_item()
    {
        await using var zoho = await Zoho.Start();
        Deny(zoho, new DeniedRight("Leads", "create"), new DeniedRight("Tasks", "create", PerItem: true), new DeniedRight("Contacts", "view"));

        var whole = await zoho.Post("Leads", """{"data":[{"Last_Name":"x"}]}""");
        whole.Status.ShouldBe(HttpStatusCode.Forbidden);
        whole.Code.ShouldBe("NO_PERMISSION");
        whole.Json.GetProperty("message").GetString().ShouldBe("Permission denied to add records");
        var items = await zoho.Post("Tasks", """{"data":[{"Subject":"x"},{"Subject":"y"}]}""");
        items.Status.ShouldBe(HttpStatusCode.BadRequest);
        items.Item(1).GetProperty("code").GetString().ShouldBe("AUTHORIZATION_FAILED");
        var view = await zoho.Get("Contacts?fields=id");
        view.Json.GetProperty("details").GetProperty("permissions")[0].GetString().ShouldBe("Crm_Implied_View_Contacts");
        (await zoho.Coql("select id from Contacts where id = '1'")).Code.ShouldBe("NO_PERMISSION");
    }

    [Fact]
    public async Task A_record_is_refused_whose_owner_may_not_create_it_and_the_others_of_the_request_are_made()
    {
        await using var zoho = await Zoho.Start();
        var bo = DenyBo(zoho, new DeniedRight("Leads", "create"));

        var answer = await zoho.Post("Leads", $$$"""{"data":[{"Last_Name":"a"},{"Last_Name":"b","Owner":{"id":"{{{bo}}}"}},{"Owner":{"id":"{{{bo}}}"}}]}""");

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        Enumerable.Range(0, 3).Select(i => answer.Item(i).GetProperty("code").GetString()).ShouldBe(["SUCCESS", "AUTHORIZATION_FAILED", "AUTHORIZATION_FAILED"]);
        answer.Item(1).GetProperty("details").GetProperty("resource_path_index").GetInt32().ShouldBe(0);
        zoho.Control.Records("clinic", "Leads").ShouldHaveSingleItem();
        (await zoho.Post("Leads", Lead(bo))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_making_records_in_that_module_asks_for_the_owners_right()
    {
        await using var zoho = await Zoho.Start();
        var bo = DenyBo(zoho, new DeniedRight("Leads", "create"), new DeniedRight("Tasks", "edit"));
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });

        (await zoho.Put("Leads", new { data = new[] { new { id = lead, Owner = new { id = bo } } } })).Status.ShouldBe(HttpStatusCode.OK);
        await zoho.Make("Tasks", new { Subject = "t", Owner = new { id = bo } });
    }

    [Theory]
    [InlineData("AUTHORIZATION_FAILED", "AUTHORIZATION_FAILED")]
    [InlineData("INVALID_DATA", "INVALID_DATA")]
    [InlineData("SUCCESS", "SUCCESS")]
    public async Task An_owner_without_the_right_answers_the_code_of_the_switch(string switched, string code)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { OwnerWithoutRightCode = switched });
        var item = (await zoho.Post("Leads", Lead(DenyBo(zoho, new DeniedRight("*", "create"))))).Item(0);

        item.GetProperty("code").GetString().ShouldBe(code);
        if (code == "INVALID_DATA")
        {
            item.GetProperty("details").GetProperty("json_path").GetString().ShouldBe("$.data[0].Owner");
        }
    }

    [Fact]
    public async Task The_token_of_a_user_who_was_switched_off_stops_working()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.SetUsers("clinic", [Zoho.Clinic.Users[0] with { Status = "inactive" }, .. Zoho.Clinic.Users.Skip(1)]);
        (await zoho.Get("org")).Code.ShouldBe("AUTHENTICATION_FAILURE");
    }

    [Theory]
    [InlineData("AllUsers", "Ada Admin,Bo Rep,Cy Gone,Di New")]
    [InlineData("ActiveConfirmedUsers", "Ada Admin,Bo Rep")]
    [InlineData("DeactiveUsers", "Cy Gone")]
    [InlineData("NotConfirmedUsers", "Di New")]
    [InlineData("AdminUsers", "Ada Admin")]
    [InlineData("CurrentUser", "Ada Admin")]
    [InlineData("AllUsers&per_page=3&page=2", "Di New")]
    public async Task Users_are_listed_by_type(string type, string names)
    {
        await using var zoho = await Zoho.Start();
        var users = (await zoho.Get($"users?type={type}")).Json.GetProperty("users").EnumerateArray();
        string.Join(',', users.Select(user => user.GetProperty("full_name").GetString())).ShouldBe(names);
    }

    [Fact]
    public async Task The_organisation_tells_id_edition_and_time_zone()
    {
        await using var zoho = await Zoho.Start();
        var org = (await zoho.Get("org")).Json.GetProperty("org")[0];
        org.GetProperty("id").GetString().ShouldBe(zoho.Connection.ZohoId);
        org.GetProperty("company_name").GetString().ShouldBe("Riverside Clinics");
        org.GetProperty("time_zone").GetString().ShouldBe("Asia/Kolkata");
        org.GetProperty("license_details").GetProperty("paid_type").GetString().ShouldBe("enterprise");
    }

    [Theory]
    [InlineData("Leads", "Last_Name", "text", true, true)]
    [InlineData("Leads", "Phone", "phone", true, false)]
    [InlineData("Leads", "Fax", "text", true, false)]
    [InlineData("Leads", "Created_Time", "datetime", false, false)]
    [InlineData("Leads", "Owner", "ownerlookup", true, false)]
    [InlineData("Leads", "Company", "text", true, false)]
    [InlineData("Leads", "Clinic_Town", "text", true, false)]
    [InlineData("Contacts", "Home_Phone", "phone", true, false)]
    [InlineData("Contacts", "Clinic_Phone", "phone", true, false)]
    [InlineData("Calls", "Call_Duration_in_seconds", "integer", false, false)]
    [InlineData("Calls", "What_Id", "multi_module_lookup", true, false)]
    [InlineData("Tasks", "Subject", "text", true, true)]
    public async Task Field_metadata_tells_type_and_what_can_be_written(string module, string name, string type, bool writable, bool mandatory)
    {
        await using var zoho = await Zoho.Start();
        var field = await Field(zoho, module, name);
        field.GetProperty("data_type").GetString().ShouldBe(type);
        field.GetProperty("operation_type").GetProperty("api_create").GetBoolean().ShouldBe(writable);
        field.GetProperty("system_mandatory").GetBoolean().ShouldBe(mandatory);
        var one = await zoho.Get($"settings/fields/{field.GetProperty("id").GetString()}?module={module}");
        one.Json.GetProperty("fields")[0].GetProperty("api_name").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task Owner_reads_as_read_only_and_can_be_written_all_the_same()
    {
        await using var zoho = await Zoho.Start();
        (await Field(zoho, "Leads", "Owner")).GetProperty("field_read_only").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_layout_tells_what_it_requires_on_top()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { MandatoryFields = ["Leads.Lead_Source"] });
        var fields = (await zoho.Get("settings/layouts?module=Leads")).Json.GetProperty("layouts")[0].GetProperty("sections")[0].GetProperty("fields").EnumerateArray();
        fields.Where(field => field.GetProperty("required").GetBoolean()).Select(field => field.GetProperty("api_name").GetString())
            .ShouldBe(["Last_Name", "Company", "Lead_Source"], ignoreOrder: true);
    }

    [Fact]
    public async Task Custom_fields_can_be_made_two_of_them_unique()
    {
        await using var zoho = await Zoho.Start();
        var answer = await zoho.Post("settings/fields?module=Calls", """
            {"fields":[{"field_label":"LeadCall Event Id","data_type":"text","length":40,"unique":{"case_sensitive":false}},
                       {"field_label":"B","data_type":"text","unique":{"case_sensitive":false}},{"field_label":"C","data_type":"text","unique":{"case_sensitive":false}}]}
            """);
        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Json.GetProperty("fields")[2].GetProperty("code").GetString().ShouldBe("LIMIT_EXCEEDED");
        (await Field(zoho, "Calls", "LeadCall_Event_Id")).GetProperty("unique").TryGetProperty("case_sensitive", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("path", "ZohoCRM.modules.campaigns.UPDATE", true)]
    [InlineData("path", "ZohoCRM.modules.leads.UPDATE", false)]
    [InlineData("leads", "ZohoCRM.modules.leads.UPDATE", true)]
    [InlineData("leads", "ZohoCRM.modules.campaigns.UPDATE", false)]
    public async Task A_campaign_link_needs_the_scope_the_switch_names(string asked, string scope, bool granted)
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        var campaign = await zoho.Make("Campaigns", new { Campaign_Name = "c" });
        zoho.Switch(switches => switches with { CampaignLinkScope = asked });
        zoho.Connect(null, scope);
        (await zoho.Put($"Campaigns/{campaign}/Leads", new { data = new[] { new { id = lead } } })).Status.ShouldBe(granted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    private static object Lead(string owner) => new { data = new[] { new { Last_Name = "x", Owner = new { id = owner } } } };

    /// <summary>Takes rights from a user who is not the token's; answers his id.</summary>
    private static string DenyBo(Zoho zoho, params DeniedRight[] rights) =>
        zoho.Control.SetUsers("clinic", [Zoho.Clinic.Users[0], Zoho.Clinic.Users[1] with { Denied = rights }, .. Zoho.Clinic.Users.Skip(2)]).Users[1].Id;

    private static void Deny(Zoho zoho, params DeniedRight[] rights) =>
        zoho.Control.SetUsers("clinic", [Zoho.Clinic.Users[0] with { Denied = rights }, .. Zoho.Clinic.Users.Skip(1)]);

    private static async Task<JsonElement> Field(Zoho zoho, string module, string name) =>
        (await zoho.Get($"settings/fields?module={module}")).Json.GetProperty("fields").EnumerateArray().Single(field => field.GetProperty("api_name").GetString() == name);
}
