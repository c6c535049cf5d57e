using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Demo.Bench.Soak;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Soak;

/// <summary>A tenant whose phones had no call at all, and a CRM in which nothing should stand.</summary>
public sealed class SoakCheckTests
{
    private static readonly SoakTenant Tenant = SoakPlan.Of(1, TimeSpan.FromMinutes(1), new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero)).Tenants[0];
    private readonly List<LedgerFact> ledger = [];
    private readonly List<CallFact> calls = [];

    [Fact]
    public void Nothing_is_found_where_nothing_happened() => Check().ShouldBeEmpty();

    [Fact]
    public void A_step_that_was_done_twice_is_found_even_if_one_record_is_gone()
    {
        Created("Tasks", "1", reference: "abcdefghijklmnopqrst");
        Created("Tasks", "2", reference: "abcdefghijklmnopqrst");

        Check().ShouldContain(finding => finding.Kind == FindingKind.Double && finding.About.Contains("abcdefghijklmnopqrst") && finding.Found == "1 and 2");
    }

    [Fact]
    public void A_second_Lead_of_one_number_is_found()
    {
        Created("Leads", "1", reference: "abcdefghijklmnopqrst");
        Created("Leads", "2", reference: "bbcdefghijklmnopqrst");

        Check().ShouldContain(finding => finding.Kind == FindingKind.Double && finding.About == "the caller +441174960001" && finding.Found == "1 and 2");
    }

    [Fact]
    public void A_call_that_no_phone_had_is_found()
    {
        calls.Add(new CallFact(
            Guid.NewGuid(), "Reception", "demo-soak-1-1", "missed", Tenant.Calls[0].Call.StartedAt, Tenant.Calls[0].Call.StartedAt, TimeSpan.Zero, null, null,
            "campaign", null, null, null, "withheld_number", null, []));

        Check().ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Double);
    }

    [Fact]
    public void A_call_of_a_phone_that_is_not_stored_is_lost() =>
        Check(Tenant.Day(1)).Count(finding => finding.Kind == FindingKind.Lost).ShouldBe(Tenant.Calls.Length);

    private IEnumerable<Finding> Check(DemoDay? day = null) => SoakCheck.Of(
        Tenant with { Crm = new ChainCrm([], [], [], []), Acts = [] },
        day ?? Tenant.Day(1) with { Calls = [] },
        [.. calls],
        new TenantRules { Zone = Chain.Zone },
        new CrmFacts([], ledger, new RefusedOwners(new HashSet<string>(), new HashSet<string>())),
        new Dictionary<string, string>(),
        acts: []);

    private void Created(string module, string id, string reference) => ledger.Add(new LedgerFact(
        ledger.Count + 1, LedgerFact.Create, module, id, RunsWorkflows: true,
        JsonSerializer.SerializeToElement(new JsonObject { ["Phone"] = "+441174960001", ["Description"] = $"LeadCall ref {reference}" })));
}
