using System.Net;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 3.7: the requests written there, and the answers.</summary>
public sealed class WireExamples
{
    [Fact]
    public async Task A_lead_is_made_and_answered_in_the_users_time_zone()
    {
        await using var zoho = await Zoho.Start();
        var owner = zoho.Control.Organisation("clinic").Users[1].Id;

        var answer = await zoho.Post("Leads", $$"""
            {"data":[{"Last_Name":"Inbound Lead","Phone":"+919876543210","Lead_Source":"Advertisement","Owner":{"id":"{{owner}}"},"LeadCall_Event_Id":"01J"}],"trigger":[]}
            """);

        answer.Status.ShouldBe(HttpStatusCode.Created);
        var item = answer.Item(0);
        item.GetProperty("code").GetString().ShouldBe("SUCCESS");
        item.GetProperty("message").GetString().ShouldBe("record added");
        item.GetProperty("status").GetString().ShouldBe("success");
        var details = item.GetProperty("details");
        details.GetProperty("Created_Time").GetString().ShouldBe("2026-01-20T15:30:05+05:30");
        details.GetProperty("Modified_Time").GetString().ShouldBe("2026-01-20T15:30:05+05:30");
        details.GetProperty("$approval_state").GetString().ShouldBe("approved");
        details.GetProperty("Created_By").GetProperty("name").GetString().ShouldBe("Ada Admin");
        details.GetProperty("id").GetString()!.Length.ShouldBe(18);
        details.GetProperty("id").GetString()!.ShouldStartWith("111133");
    }

    [Fact]
    public async Task An_answered_call_is_linked_to_a_lead_and_its_seconds_come_back()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Inbound Lead" });

        var call = await zoho.Make("Calls", Call("Inbound", lead, "01:05"));

        var shown = (await zoho.Get($"Calls/{call}")).Item(0);
        shown.GetProperty("Call_Duration").GetString().ShouldBe("01:05");
        shown.GetProperty("Call_Duration_in_seconds").GetInt32().ShouldBe(65);
        shown.GetProperty("$se_module").GetString().ShouldBe("Leads");
        shown.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(lead);
        shown.GetProperty("Call_Start_Time").GetString().ShouldBe("2026-01-20T15:30:00+05:30");
    }

    [Fact]
    public async Task A_zero_duration_is_refused_for_an_answered_call()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Inbound Lead" });

        var answer = await zoho.Post("Calls", new { data = new[] { Call("Inbound", lead, "00:00") } });

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        var error = answer.Item(0);
        error.GetProperty("code").GetString().ShouldBe("DEPENDENT_MISMATCH");
        error.GetProperty("message").GetString().ShouldBe("Call Duration can not be zero.");
        error.GetProperty("status").GetString().ShouldBe("error");
        error.GetProperty("details").GetProperty("json_path").GetString().ShouldBe("$.data[0].Call_Duration");
        error.GetProperty("details").GetProperty("dependee").GetProperty("api_name").GetString().ShouldBe("Call_Type");
    }

    [Fact]
    public async Task A_missed_call_needs_no_duration_and_hangs_on_a_contact_through_who()
    {
        await using var zoho = await Zoho.Start();
        var contact = await zoho.Make("Contacts", new { Last_Name = "Nair" });

        var call = await zoho.Make("Calls", new
        {
            Subject = "Missed inbound call", Call_Type = "Missed", Call_Start_Time = "2026-01-20T10:00:00+00:00", Who_Id = new { id = contact },
        });

        (await zoho.Get($"Calls/{call}?fields=Who_Id")).Item(0).GetProperty("Who_Id").GetProperty("name").GetString().ShouldBe("Nair");
    }

    [Fact]
    public async Task A_task_is_made_on_a_lead()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Inbound Lead" });

        var task = await zoho.Make("Tasks", new Dictionary<string, object>
        {
            ["Subject"] = "Call back +919876543210", ["Status"] = "Not Started", ["Priority"] = "High", ["Due_Date"] = "2026-01-20",
            ["What_Id"] = new { id = lead }, ["$se_module"] = "Leads",
        });

        (await zoho.Get($"Tasks/{task}?fields=Due_Date,Subject")).Item(0).GetProperty("Due_Date").GetString().ShouldBe("2026-01-20");
    }

    [Fact]
    public async Task Every_write_stands_once_in_the_ledger_with_what_was_sent()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Post("Leads", """{"data":[{"Last_Name":"One"},{"Phone":"1"},{"Last_Name":"Three","Unknown":"kept"}],"trigger":[]}""");

        var ledger = zoho.Control.Ledger("clinic");
        ledger.Count.ShouldBe(2);
        ledger.ShouldAllBe(entry => entry.Action == "create" && entry.Module == "Leads" && entry.Trigger != null && entry.Trigger.Count == 0);
        ledger[1].Sent.GetProperty("Unknown").GetString().ShouldBe("kept");
        ledger[1].Stored!.Value.GetProperty("Last_Name").GetString().ShouldBe("Three");
        ledger[0].RequestId.ShouldBe(ledger[1].RequestId);
    }

    internal static Dictionary<string, object> Call(string type, string lead, string? duration)
    {
        var call = new Dictionary<string, object>
        {
            ["Subject"] = "Inbound call", ["Call_Type"] = type, ["Call_Start_Time"] = "2026-01-20T10:00:00+00:00",
            ["What_Id"] = new { id = lead }, ["$se_module"] = "Leads",
        };
        if (duration is not null)
        {
            call["Call_Duration"] = duration;
        }

        return call;
    }
}
