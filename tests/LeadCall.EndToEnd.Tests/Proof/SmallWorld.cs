using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Proof;

/// <summary>
/// Eight calls and a CRM in which everything is as it must be, written down by hand; each test then changes one thing.
/// </summary>
internal sealed class SmallWorld
{
    public const string Tom = "770000000000000001";
    public const string InactiveBen = "770000000000000002";
    public const string IslaWithoutLeads = "770000000000000003";
    private static readonly Source GoogleAds = Source.Of(("Lead Source", "Google Ads"), ("Campaign", "Whitening Week"), ("Branch", "Bristol"), ("Poster number", "17"), ("Location", "Harbour"));
    private readonly List<LedgerFact> ledger = [];

    public SmallWorld()
    {
        People =
        [
            Person("Contacts", "Carys", "Ivory", "0117 496 0002", "+441174960002"),
            Person("Leads", "Idris", "Norwood", "(0117) 496 0003", "+441174960003"),
            Person("Contacts", "Elin", "Larkham", "0117-496-0004", "+441174960004"),
            Person("Leads", "Bryn", "Hexham", "+44 117 496 0004", "+441174960004"),
        ];
        foreach (var (i, person) in People.Index())
        {
            Held.Add(Record(person.Module, PersonId(i), new JsonObject
            {
                ["First_Name"] = person.FirstName, ["Last_Name"] = person.LastName, ["Email"] = person.Email, ["Phone"] = person.PhoneFields["Phone"],
            }));
        }

        // A missed new caller, and the same number answered two minutes later.
        Calls.Add(NewMissed = Call(1, "missed", 0, "+441174960001", Sync("created", "Leads", "771")));
        Calls.Add(NewAgain = Call(2, "inbound", 61, "+441174960001", Sync("duplicate_lead", "Leads", "771")));
        Calls.Add(OnContact = Call(3, "inbound", 4505, "+441174960002", Sync("linked", "Contacts", PersonId(0))));
        Calls.Add(OnLead = Call(4, "missed", 0, "+441174960003", Sync("duplicate_lead", "Leads", PersonId(1))));
        Calls.Add(Unclear = Call(5, "missed", 0, "+441174960004", Sync("ambiguous", null, null)));
        Calls.Add(RefusedCall = Call(6, "missed", 0, "+441174960005", new SyncFact("failed", "upload", "lead", "INVALID_DATA", "invalid data", null, null, null))
            with { OwnerId = InactiveBen });
        Calls.Add(Call(7, "missed", 0, null, null) with { IneligibleReason = "withheld_number" });
        Calls.Add(WithoutBranch = Call(8, "inbound", 12, "+441174960006", Sync("created", "Leads", "776")) with { Source = Source.Of(("Lead Source", "Flyer")) });

        Write(NewMissed, "lead", "771", """
            {"Last_Name":"Inbound Lead","Phone":"+441174960001","Lead_Source":"Google Ads","Campaign_Text":"Whitening Week","Branch":"Bristol","Poster_Number":17,
             "Owner":{"id":"770000000000000001"},"Description":"Missed inbound call on Bristol 1, 2026-07-20 09:01:00 (Europe/London). Source: Google Ads. Duration: 0 s.\nLeadCall ref $ref"}
            """);
        Write(NewMissed, "call", "772", """
            {"Subject":"Missed inbound call","Call_Type":"Missed","Call_Start_Time":"2026-07-20T08:01:00+00:00","Call_Result":"Missed","What_Id":{"id":"771"},"$se_module":"Leads",
             "Owner":{"id":"770000000000000001"},"Description":"LeadCall ref $ref"}
            """);
        Write(NewMissed, "task", "773", """
            {"Subject":"Call back +441174960001","Status":"Not Started","Due_Date":"2026-07-20","What_Id":{"id":"771"},"$se_module":"Leads",
             "Owner":{"id":"770000000000000001"},"Description":"LeadCall ref $ref"}
            """);
        Write(WithoutBranch, "lead", "776", """
            {"Last_Name":"Inbound Lead","Phone":"+441174960006","Lead_Source":"Flyer","Branch":"Head office",
             "Owner":{"id":"770000000000000001"},"Description":"Inbound call on Bristol 1, 2026-07-20 09:08:00 (Europe/London). Source: Flyer. Duration: 12 s.\nLeadCall ref $ref"}
            """);
        Write(WithoutBranch, "call", "777", """
            {"Subject":"Inbound call","Call_Type":"Inbound","Call_Start_Time":"2026-07-20T08:08:00+00:00","Call_Duration":"00:12","Call_Result":"Connected",
             "What_Id":{"id":"776"},"$se_module":"Leads","Owner":{"id":"770000000000000001"},"Description":"LeadCall ref $ref"}
            """);
        Write(OnContact, "call", "774", """
            {"Subject":"Inbound call","Call_Type":"Inbound","Call_Start_Time":"2026-07-20T10:03:00+02:00","Call_Duration":"75:05","Call_Result":"Connected","Who_Id":{"id":"7700"},
             "Owner":{"id":"770000000000000001"},"Description":"LeadCall ref $ref"}
            """);
        Write(OnLead, "task", "775", """
            {"Subject":"Call back +441174960003","Status":"Not Started","Due_Date":"2026-07-20","What_Id":{"id":"7701"},"$se_module":"Leads",
             "Owner":{"id":"770000000000000001"},"Description":"LeadCall ref $ref"}
            """);
    }

    public List<CallFact> Calls { get; } = [];

    public List<HeldRecord> Held { get; } = [];

    public ImmutableArray<CrmPerson> People { get; }

    public CallFact NewMissed { get; }

    public CallFact NewAgain { get; }

    public CallFact OnContact { get; }

    public CallFact OnLead { get; }

    public CallFact Unclear { get; }

    public CallFact RefusedCall { get; }

    /// <summary>Its source says nothing about the mandatory field.</summary>
    public CallFact WithoutBranch { get; }

    public TenantRules Rules { get; set; } = new() { Zone = Chain.Zone };

    public ImmutableArray<Finding> Compare() =>
        Comparison.Of(Calls, Rules, People, new CrmFacts(Held, ledger, new RefusedOwners(new HashSet<string> { InactiveBen }, new HashSet<string> { IslaWithoutLeads })));

    /// <summary>Puts another version of a call in its place.</summary>
    public void Change(CallFact call, Func<CallFact, CallFact> change)
    {
        var at = Calls.FindIndex(other => other.CallId == call.CallId);
        Calls[at] = change(Calls[at]);
    }

    /// <summary>Changes a field of a record the CRM holds.</summary>
    public void Edit(string recordId, string field, JsonNode? value)
    {
        var at = Held.FindIndex(record => record.Id == recordId);
        var fields = JsonObject.Create(Held[at].Fields)!;
        fields[field] = value;
        Held[at] = Held[at] with { Fields = JsonSerializer.SerializeToElement(fields) };
    }

    public void EditSent(string recordId, Func<LedgerFact, LedgerFact> change)
    {
        var at = ledger.FindIndex(entry => entry.RecordId == recordId);
        ledger[at] = change(ledger[at]);
    }

    public void AddLedger(LedgerFact entry) => ledger.Add(entry);

    public static HeldRecord Record(string module, string id, JsonObject fields) => new(module, id, JsonSerializer.SerializeToElement(fields));

    /// <summary>A write that was done, the record that came of it and its ledger entry.</summary>
    public void Write(CallFact call, string step, string recordId, string template)
    {
        var reference = $"{step}{call.CallId:N}"[..20];
        using var sent = JsonDocument.Parse(template.Replace("$ref", reference, StringComparison.Ordinal));
        var fields = sent.RootElement.Clone();
        var live = call.StartedAt > Started(3);
        Change(call, known => known with
        {
            Writes = known.Writes.Add(new WriteFact(step, live ? "live" : "late", live, "done", Planned, recordId, null, reference)),
        });
        ledger.Add(new LedgerFact(ledger.Count + 1, "create", WriteFact.ModuleOf(step), recordId, live, fields));
        Held.Add(new HeldRecord(WriteFact.ModuleOf(step), recordId, fields));
    }

    /// <summary>A day after the third call, so that the first three are late and the others live.</summary>
    private static DateTimeOffset Planned => Started(3).AddDays(1).AddSeconds(1);

    private static DateTimeOffset Started(int number) => new(2026, 7, 20, 8, number, 0, TimeSpan.Zero);

    private static string PersonId(int i) => $"770{i.ToString(CultureInfo.InvariantCulture)}";

    private static SyncFact Sync(string status, string? module, string? id) => new(status, "upload", null, null, null, null, module, id);

    private static CrmPerson Person(string module, string first, string last, string phone, string number) =>
        new(module, first, last, $"{first}@mail.example", ImmutableDictionary<string, string>.Empty.Add("Phone", phone), [number]);

    private static CallFact Call(int number, string direction, int seconds, string? caller, SyncFact? sync) => new(
        Guid.Parse($"{number:D8}-0000-7000-8000-000000000000"), "Bristol 1", "demo-bristol-1", direction, Started(number), Started(number),
        TimeSpan.FromSeconds(seconds), caller, caller, "campaign", Chain.Tom.Id, Tom, GoogleAds, null, sync, []);
}
