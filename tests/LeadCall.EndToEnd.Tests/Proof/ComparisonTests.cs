using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Proof;

public sealed class ComparisonTests
{
    private readonly SmallWorld world = new();

    [Fact]
    public void Nothing_is_found_where_all_is_as_DESIGN_8_asks() => world.Compare().ShouldBeEmpty();

    [Fact]
    public void A_Lead_nobody_asked_for_is_named()
    {
        world.Held.Add(SmallWorld.Record("Leads", "900", new JsonObject { ["Last_Name"] = "Stranger", ["Phone"] = "+441174960009" }));

        Only().ShouldSatisfyAllConditions(
            finding => finding.Kind.ShouldBe(FindingKind.Extra),
            finding => finding.ToString().ShouldContain("Leads 900 \"Stranger\" +441174960009"));
    }

    [Fact]
    public void A_Call_that_was_removed_is_named_with_its_call_and_step()
    {
        world.Held.RemoveAll(record => record.Id == "774");

        var findings = world.Compare();
        findings.ShouldContain(finding => finding.Kind == FindingKind.Missing && finding.Step == "call" && finding.About.Contains(world.OnContact.CallId.ToString()));
        findings.ShouldContain(finding => finding.Kind == FindingKind.Missing && finding.About.Contains("Calls 774"));
    }

    [Fact]
    public void A_second_record_for_one_step_is_a_double()
    {
        var twin = world.Held.Single(record => record.Id == "773") with { Id = "901" };
        world.Held.Add(twin);

        Only().Kind.ShouldBe(FindingKind.Double);
    }

    [Theory]
    [InlineData("771", "Phone", "+441174960002")]
    [InlineData("771", "Lead_Source", "Facebook")]
    [InlineData("771", "Poster_Number", "17")]
    [InlineData("771", "Description", "without a ref")]
    [InlineData("772", "Call_Start_Time", "2026-07-20T09:01:00+00:00")]
    [InlineData("773", "Due_Date", "2026-07-21")]
    [InlineData("776", "Branch", "Bristol")]
    [InlineData("774", "Call_Duration", "01:15:05")]
    [InlineData("774", "Owner", "770000000000000009")]
    public void A_field_that_differs_is_named(string record, string field, string value)
    {
        world.EditSent(record, entry =>
        {
            var sent = JsonObject.Create(entry.Sent)!;
            sent[field] = value;
            return entry with { Sent = JsonSerializer.SerializeToElement(sent) };
        });

        Only().ShouldSatisfyAllConditions(
            finding => finding.Kind.ShouldBe(FindingKind.Differs),
            finding => finding.Field.ShouldBe(field));
    }

    [Fact]
    public void A_Lead_without_the_default_of_a_mandatory_field_is_named()
    {
        world.EditSent("776", entry =>
        {
            var sent = JsonObject.Create(entry.Sent)!;
            sent.Remove("Branch");
            return entry with { Sent = JsonSerializer.SerializeToElement(sent) };
        });

        Only().Field.ShouldBe("Branch");
    }

    [Fact]
    public void A_field_changed_in_the_CRM_afterwards_is_named()
    {
        world.Edit("772", "Subject", "Inbound call");

        Only().Field.ShouldBe("Subject");
    }

    [Fact]
    public void A_field_that_was_not_asked_for_is_named()
    {
        world.EditSent("775", entry =>
        {
            var sent = JsonObject.Create(entry.Sent)!;
            sent["Priority"] = "High";
            return entry with { Sent = JsonSerializer.SerializeToElement(sent) };
        });

        Only().Field.ShouldBe("Priority");
    }

    [Fact]
    public void A_pending_call_is_not_finished()
    {
        world.Change(world.Unclear, call => call with { Sync = call.Sync! with { Status = "pending" } });

        Only().Kind.ShouldBe(FindingKind.NotTerminal);
    }

    [Fact]
    public void An_eligible_call_without_a_sync_is_lost()
    {
        world.Change(world.Unclear, call => call with { Sync = null });

        Only().Kind.ShouldBe(FindingKind.Lost);
    }

    [Fact]
    public void A_second_Lead_for_one_number_is_found()
    {
        world.Change(world.NewAgain, call => call with { Sync = call.Sync! with { Status = "created", TargetId = "902" } });
        world.Write(world.NewAgain, "lead", "902", """
            {"Last_Name":"Inbound Lead","Phone":"+441174960001","Description":"LeadCall ref $ref"}
            """);

        var findings = world.Compare();
        findings.ShouldContain(finding => finding.Kind == FindingKind.Extra && finding.About.Contains("Leads 902"));
        findings.ShouldContain(finding => finding.Kind == FindingKind.Differs && finding.Field == "status");
    }

    [Fact]
    public void A_known_person_who_was_changed_is_found()
    {
        world.Edit("7701", "Phone", "+441174960003");

        Only().ToString().ShouldContain("Leads Idris Norwood");
    }

    [Fact]
    public void An_update_in_the_ledger_is_found()
    {
        world.EditSent("771", entry =>
        {
            world.AddLedger(entry with { Number = 99, Action = "update" });
            return entry;
        });

        Only().Found.ShouldBe("update");
    }

    [Fact]
    public void Workflows_that_ran_for_a_late_call_are_found()
    {
        world.EditSent("774", entry => entry with { RunsWorkflows = true });

        Only().Field.ShouldBe("trigger");
    }

    [Fact]
    public void A_refusal_with_another_code_is_found()
    {
        world.Change(world.RefusedCall, call => call with { Sync = call.Sync! with { ErrorCode = "MANDATORY_NOT_FOUND" } });

        Only().Field.ShouldBe("error_code");
    }

    [Fact]
    public void Activities_of_a_holder_whose_Zoho_user_is_inactive_are_refused_too()
    {
        world.Change(world.RefusedCall, call => call with { NumberE164 = world.OnContact.NumberE164, Sync = call.Sync! with { ErrorStep = "call" } });

        world.Compare().ShouldBeEmpty();
    }

    [Fact]
    public void Leads_of_a_holder_whose_Zoho_user_may_not_create_them_are_refused_with_Zohos_own_code_kept()
    {
        RefuseForRight(world.RefusedCall, "AUTHORIZATION_FAILED: User does not have sufficient privilege");

        world.Compare().ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_that_lost_Zohos_own_code_is_found()
    {
        RefuseForRight(world.RefusedCall, "User does not have sufficient privilege");

        Only().Expected.ShouldBe("PERMISSION_DENIED (AUTHORIZATION_FAILED: …)");
    }

    [Fact]
    public void Activities_of_a_holder_whose_Zoho_user_may_not_create_Leads_are_made()
    {
        world.Change(world.OnLead, call => call with { OwnerId = SmallWorld.IslaWithoutLeads });

        Only().Field.ShouldBe("Owner");
    }

    [Fact]
    public void A_write_whose_record_id_is_another_one_is_found()
    {
        world.Change(world.OnLead, call => call with { Writes = [call.Writes[0] with { RecordId = "903" }] });

        Only().Field.ShouldBe("zoho_writes");
    }

    [Fact]
    public void Two_steps_with_one_ref_are_found()
    {
        world.Change(world.NewMissed, call => call with { Writes = [.. call.Writes.Select(write => write with { Ref = call.Writes[0].Ref })] });

        world.Compare().ShouldContain(finding => finding.Expected == "a ref of its own");
    }

    private void RefuseForRight(CallFact refused, string text) => world.Change(refused, call => call with
    {
        OwnerId = SmallWorld.IslaWithoutLeads,
        Sync = call.Sync! with { ErrorCode = "PERMISSION_DENIED", ErrorText = text },
    });

    private Finding Only() => world.Compare().ShouldHaveSingleItem();
}
