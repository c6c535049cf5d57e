using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>What is written for one call (FEATURES E1, E2, E6, C4).</summary>
public sealed class ZohoRecordsTests
{
    private static readonly SyncTarget Lead = new("Leads", "7000");

    private static readonly FieldRow[] Fields =
    [
        Field("Lead_Source", "Lead Source", "picklist", 120), Field("City", "City", "text", 5), Field("Seats", "Number of seats", "integer", null),
        Field("Vip", "VIP", "boolean", null), Field("Last_Name", "Last Name", "text", 80), Field("Score", "Score", "integer", null, writable: false),
    ];

    [Fact]
    public void A_Lead_carries_placeholder_number_source_owner_and_a_Description_that_tells_the_call()
    {
        var lead = ZohoRecords.Lead(Work.Of(), Fields);

        Text(lead, "Last_Name").ShouldBe("Inbound Lead");
        Text(lead, "Phone").ShouldBe("+919876543210");
        Text(lead, "Lead_Source").ShouldBe("Google Ads");
        Id(lead, "Owner").ShouldBe("111133000000057662");
        var description = Text(lead, "Description")!;
        description.ShouldContain("Front Desk");
        description.ShouldContain("2026-03-10 11:55:00 (Asia/Kolkata, UTC+05:30)");
        description.ShouldContain("Source: Google Ads. Duration: 0 s.");
        description.Split('\n')[^1].ShouldMatch("^LeadCall ref [0-9a-z]{20}$");
    }

    [Fact]
    public void Without_a_mapping_the_Owner_is_left_out()
    {
        var work = Work.Of();

        ZohoRecords.Lead(work with { Call = work.Call with { OwnerId = null } }, Fields).ContainsKey("Owner").ShouldBeFalse();
    }

    [Fact]
    public void Each_step_of_a_call_has_a_ref_of_its_own_and_the_same_one_every_time()
    {
        var work = Work.Of();
        string[] Refs() => [.. new[] { ZohoRecords.Lead(work, Fields), ZohoRecords.Call(work, Lead), ZohoRecords.Task(work, Lead) }
            .Select(record => Text(record, "Description")!.Split('\n')[^1])];

        Refs().Distinct().Count().ShouldBe(3);
        Refs().ShouldBe(Refs());
        OurRef.IsIn($"edited by somebody\r\n{Refs()[1]}\r\n", work.Sync.CallId, StepName.Call).ShouldBeTrue();
        OurRef.IsIn(Refs()[1], work.Sync.CallId, StepName.Task).ShouldBeFalse();
    }

    [Fact]
    public void An_answered_call_has_minutes_and_seconds_and_a_missed_one_no_duration()
    {
        var answered = ZohoRecords.Call(Work.Of("inbound"), Lead);
        Text(answered, "Subject").ShouldBe("Inbound call");
        Text(answered, "Call_Type").ShouldBe("Inbound");
        Text(answered, "Call_Duration").ShouldBe("75:05");
        Text(answered, "Call_Start_Time").ShouldBe("2026-03-10T06:25:00+00:00");
        Text(answered, "Call_Result").ShouldBe("Connected");

        var missed = ZohoRecords.Call(Work.Of(), Lead);
        Text(missed, "Subject").ShouldBe("Missed inbound call");
        Text(missed, "Call_Type").ShouldBe("Missed");
        missed.ContainsKey("Call_Duration").ShouldBeFalse();
        Text(missed, "Call_Result").ShouldBe("Missed");
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("voicemail")]
    public void Where_they_count_as_missed_rejected_calls_and_voicemail_are_written_as_missed(string direction)
    {
        Text(ZohoRecords.Call(Work.Of(direction), Lead), "Call_Type").ShouldBe("Missed");
        SyncDecision.StepsFor(Work.Of(direction), SyncStatus.Created, ownLead: true).ShouldBe([StepName.Call, StepName.Task]);
    }

    [Fact]
    public void A_Lead_is_related_by_What_Id_and_its_module_and_a_Contact_by_Who_Id()
    {
        var onLead = ZohoRecords.Call(Work.Of(), Lead);
        Id(onLead, "What_Id").ShouldBe("7000");
        Text(onLead, "$se_module").ShouldBe("Leads");

        var onContact = ZohoRecords.Call(Work.Of(), new SyncTarget("Contacts", "8000"));
        Id(onContact, "Who_Id").ShouldBe("8000");
        onContact.ContainsKey("$se_module").ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-10T18:29:59Z", 0, "2026-03-10")]
    [InlineData("2026-03-10T18:30:00Z", 0, "2026-03-11")]
    [InlineData("2026-03-10T18:30:00Z", 2, "2026-03-13")]
    public void A_Task_is_due_on_the_day_of_the_call_in_the_tenants_zone(string startedAt, int offset, string due)
    {
        var work = Work.Of(settings: Work.Settings with { TaskDueOffsetDays = offset });
        var task = ZohoRecords.Task(
            work with { Call = work.Call with { StartedAt = DateTimeOffset.Parse(startedAt, System.Globalization.CultureInfo.InvariantCulture) } }, Lead);

        Text(task, "Due_Date").ShouldBe(due);
        Text(task, "Subject").ShouldBe("Call back +919876543210");
        Text(task, "Status").ShouldBe("Not Started");
    }

    [Theory]
    [InlineData("city", "Bengaluru", "City", "\"Benga\"")]
    [InlineData("Number of seats", "40", "Seats", "40")]
    [InlineData("Number of seats", "many", null, null)]
    [InlineData("VIP", "yes", "Vip", "true")]
    [InlineData("Last Name", "Rao", null, null)]
    [InlineData("Score", "9", null, null)]
    [InlineData("Wellness Week", "x", null, null)]
    public void A_metadata_row_becomes_a_field_where_it_matches_a_writable_one(string name, string value, string? field, string? json)
    {
        var fields = LeadFields.From([KeyValuePair.Create(name, value)], Fields);

        if (field is null)
        {
            fields.ShouldBeEmpty();
        }
        else
        {
            fields.ShouldHaveSingleItem().Key.ShouldBe(field);
            fields[0].Value.ToJsonString().ShouldBe(json);
        }
    }

    private static FieldRow Field(string apiName, string label, string type, int? length, bool writable = true) =>
        new(apiName, label, type, length, writable, false, []);

    private static string? Text(JsonObject record, string field) => record[field]?.GetValue<string>();

    private static string? Id(JsonObject record, string field) => record[field]?["id"]?.GetValue<string>();
}
