using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Demo.Bench.Soak;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Soak;

/// <summary>One missed call of a new caller that went as it should; each test then changes one thing.</summary>
public sealed class TouchedCheckTests
{
    private const string Caller = "+441174960001";
    private readonly List<LedgerFact> ledger = [];
    private readonly List<PlannedAct> acts = [];
    private CallFact call = new(
        Guid.NewGuid(), "Van", "demo-soak-1-2", "missed", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, TimeSpan.Zero, Caller, Caller, "campaign", null, null,
        Source.Of(("Lead Source", "Radio")), null, Sync("created"), []);

    public TouchedCheckTests()
    {
        foreach (var (step, id) in new[] { ("lead", "1"), ("call", "2"), ("task", "3") })
        {
            call = call with { Writes = call.Writes.Add(new WriteFact(step, "live", true, "done", DateTimeOffset.UnixEpoch, id, null, Reference(step))) };
            Created(step, id);
        }
    }

    [Fact]
    public void A_call_that_went_as_it_should_has_no_findings() => Check().ShouldBeEmpty();

    [Theory]
    [InlineData("call")]
    [InlineData("task")]
    public void A_Call_or_Task_written_twice_is_found_whatever_people_did(string step)
    {
        acts.Add(Act(PeoplesAct.Convert));
        acts.Add(Act(PeoplesAct.Delete));
        Created(step, "9");

        Check().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Kind.ShouldBe(FindingKind.Double),
            finding => finding.Step.ShouldBe(step));
    }

    [Fact]
    public void A_second_Lead_is_found_unless_somebody_removed_the_first()
    {
        Created("lead", "9");
        Check().ShouldAllBe(finding => finding.Kind == FindingKind.Double);
        Check().ShouldNotBeEmpty();

        acts.Add(Act(PeoplesAct.Delete));
        Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_record_that_is_gone_is_an_end_only_where_somebody_removed_one()
    {
        call = call with { Sync = Sync("failed") with { ErrorCode = "RECORD_GONE" } };
        acts.Add(Act(PeoplesAct.Convert));
        Check().ShouldHaveSingleItem().Field.ShouldBe("status");

        acts.Add(Act(PeoplesAct.Merge));
        Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_Lead_that_was_removed_before_it_was_found_again_leaves_its_call_to_another_record()
    {
        call = call with
        {
            Sync = Sync("duplicate_lead"),
            Writes = [.. call.Writes.Select(write => write.Step == "lead" ? write with { State = "void", RecordId = null } : write)],
        };
        Check().ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Extra);

        acts.Add(Act(PeoplesAct.Delete));
        Check().ShouldBeEmpty();
    }

    [Fact]
    public void A_call_that_never_ended_is_found()
    {
        call = call with { Sync = Sync("pending") };

        Check().ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.NotTerminal);
    }

    [Fact]
    public void A_missed_call_without_its_Task_is_found()
    {
        call = call with { Writes = call.Writes.RemoveAt(2) };

        Check().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Kind.ShouldBe(FindingKind.Missing),
            finding => finding.Step.ShouldBe("task"));
    }

    [Fact]
    public void A_row_that_names_another_record_than_the_ledger_is_found()
    {
        call = call with { Writes = call.Writes.SetItem(1, call.Writes[1] with { RecordId = "8" }) };

        Check().ShouldHaveSingleItem().Field.ShouldBe("zoho_writes");
    }

    private IEnumerable<Finding> Check() => new TouchedCheck(new TenantRules { Zone = Chain.Zone }, ledger, acts).Of([call]).ToArray();

    private static SyncFact Sync(string status) => new(status, "upload", null, null, null, null, "Leads", "1");

    private static PlannedAct Act(PeoplesAct act) => new(TimeSpan.FromSeconds(1), "soak-1", act, Caller);

    private static string Reference(string step) => $"{step}00000000000000000000"[..20];

    private void Created(string step, string id) => ledger.Add(new LedgerFact(
        ledger.Count + 1, LedgerFact.Create, WriteFact.ModuleOf(step), id, RunsWorkflows: true,
        JsonSerializer.SerializeToElement(new JsonObject { ["Phone"] = Caller, ["Description"] = $"LeadCall ref {Reference(step)}" })));
}
