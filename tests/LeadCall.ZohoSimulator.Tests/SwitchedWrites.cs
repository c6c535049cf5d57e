using System.Net;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>The switches of writes, each in both positions (FACTS 3, 9).</summary>
public sealed class SwitchedWrites
{
    private const string Call = """{"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"01:02:05"}""";
    private const string SecondsOnly = """{"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration_in_seconds":65}""";
    private const string MissedZero = """{"Subject":"s","Call_Type":"Missed","Call_Start_Time":"2026-01-20T10:00:00+00:00","Call_Duration":"00:00"}""";
    private const string Fraction = """{"Subject":"s","Call_Type":"Missed","Call_Start_Time":"2026-01-20T10:00:00.123+00:00"}""";

    public static TheoryData<string, string, Func<CrmSwitches, CrmSwitches>, string, string> Items => new()
    {
        { "Calls", Call, s => s with { CallDurationTakesThreeParts = true }, "INVALID_DATA", "SUCCESS" },
        { "Calls", SecondsOnly, s => s with { CallSecondsAreWritable = true }, "MANDATORY_NOT_FOUND", "SUCCESS" },
        { "Calls", MissedZero, s => s with { MissedCallsRefuseZero = true }, "SUCCESS", "DEPENDENT_MISMATCH" },
        { "Calls", Fraction, s => s with { TakesFractions = true }, "INVALID_DATA", "SUCCESS" },
        { "Leads", """{"Phone":"1"}""", s => s with { MissingMandatoryCode = "INVALID_DATA" }, "MANDATORY_NOT_FOUND", "INVALID_DATA" },
        { "Leads", """{"Last_Name":"x","Owner":{"id":"999"}}""", s => s with { UnusableOwnerCode = "SUCCESS" }, "INVALID_DATA", "SUCCESS" },
        { "Leads", """{"Last_Name":"x","Owner":{"id":"999"}}""", s => s with { UnusableOwnerCode = "NOT_ALLOWED" }, "INVALID_DATA", "NOT_ALLOWED" },
        { "Leads", """{"Last_Name":"x","Owner":{"id":"999"}}""", s => s with { UnusableOwnerCode = "AUTHORIZATION_FAILED" }, "INVALID_DATA", "AUTHORIZATION_FAILED" },
    };

    [Theory]
    [MemberData(nameof(Items), DisableDiscoveryEnumeration = true)]
    public async Task An_item_answers_one_code_by_default_and_another_when_switched(string module, string item, Func<CrmSwitches, CrmSwitches> change, string before, string after)
    {
        await using var zoho = await Zoho.Start();
        (await zoho.Post(module, $$"""{"data":[{{item}}]}""")).Item(0).GetProperty("code").GetString().ShouldBe(before);
        zoho.Switch(change);
        (await zoho.Post(module, $$"""{"data":[{{item}}]}""")).Item(0).GetProperty("code").GetString().ShouldBe(after);
    }

    [Fact]
    public async Task What_a_switched_duration_means_comes_back()
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { CallDurationTakesThreeParts = true, CallSecondsAreWritable = true, TakesFractions = true });
        await zoho.Post("Calls", $$"""{"data":[{{Call}},{{SecondsOnly}},{{Fraction}}]}""");

        var calls = zoho.Control.Records("clinic", "Calls");
        calls[0]["Call_Duration_in_seconds"]!.GetValue<long>().ShouldBe(3725);
        (calls[1]["Call_Duration"]!.GetValue<string>(), calls[1]["Call_Duration_in_seconds"]!.GetValue<long>()).ShouldBe(("01:05", 65));
        calls[2]["Call_Start_Time"]!.GetValue<string>().ShouldBe("2026-01-20T10:00:00+00:00");
    }

    [Fact]
    public async Task A_foreign_owner_becomes_the_tokens_user_when_switched()
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { UnusableOwnerCode = "SUCCESS" });
        await zoho.Make("Leads", new { Last_Name = "x", Owner = new { id = "999" } });
        zoho.Control.Records("clinic", "Leads").Single()["Owner"]!.GetValue<string>().ShouldBe(zoho.Connection.UserId);
    }

    [Theory]
    [InlineData(207, 400)]
    [InlineData(202, 202)]
    [InlineData(200, 400)]
    public async Task The_status_of_partial_and_full_failure_is_switched(int some, int all)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { SomeFailedStatus = some, AllFailedStatus = all });
        ((int)(await zoho.Post("Leads", """{"data":[{"Last_Name":"a"},{}]}""")).Status).ShouldBe(some);
        ((int)(await zoho.Post("Leads", """{"data":[{},{}]}""")).Status).ShouldBe(all);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "C")]
    public async Task A_null_clears_a_field_unless_switched(bool leaves, string? company)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { NullLeavesField = leaves });
        var lead = await zoho.Make("Leads", new { Last_Name = "x", Company = "C" });
        await zoho.Put($"Leads/{lead}", """{"data":[{"Company":null}]}""");
        zoho.Control.Records("clinic", "Leads").Single()["Company"]?.GetValue<string>().ShouldBe(company);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_pick_list_value_comes_with_those_there_are_unless_switched(bool named)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { RefusalsNameSupportedValues = named });
        var details = (await zoho.Post("Leads", """{"data":[{"Last_Name":"x","Channel":"Television"}]}""")).Item(0).GetProperty("details");
        details.TryGetProperty("supported_values", out _).ShouldBe(named);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "Completed")]
    public async Task The_manuals_spelling_of_the_call_status_is_ignored_unless_switched(bool taken, string? status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { TakesOutboundCallStatus = taken });
        await zoho.Make("Calls", new { Subject = "s", Call_Type = "Outbound", Call_Start_Time = "2026-01-20T10:00:00+00:00", Call_Duration = "00:10", Outbound_Call_Status = "Completed" });
        zoho.Control.Records("clinic", "Calls").Single()["Outgoing_Call_Status"]?.GetValue<string>().ShouldBe(status);
    }

    [Theory]
    [InlineData("leads", null)]
    [InlineData("converted_leads", "Leads")]
    [InlineData("contacts", "Leads")]
    public async Task A_unique_number_is_compared_as_far_as_the_tenant_wants(string reach, string? module)
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { UniqueFields = ["Leads.Phone"] });
        zoho.Switch(switches => switches with { UniqueLeadsReach = reach });
        var lead = await zoho.Make("Leads", new { Last_Name = "x", Phone = "1" });
        zoho.Control.Work.Convert("clinic", lead);

        Duplicate(await zoho.Post("Leads", """{"data":[{"Last_Name":"y","Phone":"1"}]}""")).ShouldBe(module);
        await zoho.Make("Contacts", new { Last_Name = "z", Phone = "2" });
        Duplicate(await zoho.Post("Leads", """{"data":[{"Last_Name":"y","Phone":"2"}]}""")).ShouldBe(reach == "contacts" ? "Contacts" : null);

        static string? Duplicate(Answer answer) => answer.Item(0).GetProperty("code").GetString() == "DUPLICATE_DATA"
            ? answer.Item(0).GetProperty("details").GetProperty("duplicate_record").GetProperty("module").GetProperty("api_name").GetString()
            : null;
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Created)]
    [InlineData(true, HttpStatusCode.BadRequest)]
    public async Task A_unique_field_of_calls_is_made_unless_switched(bool refused, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ActivitiesRefuseUniqueFields = refused });
        var answer = await zoho.Post("settings/fields?module=Calls", """{"fields":[{"field_label":"Event Id","data_type":"text","unique":{"case_sensitive":false}}]}""");
        answer.Status.ShouldBe(status, answer.Text);
    }

    [Fact]
    public async Task An_organisation_may_have_shorter_fields()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { FieldLengths = new Dictionary<string, int> { ["Leads.Company"] = 100 } });
        var answer = await zoho.Post("Leads", new { data = new[] { new { Last_Name = "x", Company = new string('c', 101) } } });
        answer.Item(0).GetProperty("details").GetProperty("maximum_length").GetInt32().ShouldBe(100);
    }
}
