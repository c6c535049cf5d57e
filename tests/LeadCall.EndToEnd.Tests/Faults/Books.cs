using LeadCall.Grains.Calls;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>Compares what a team's database says with the ledger of its Zoho: what is lost, doubled or taken for another's has a name.</summary>
internal static class Books
{
    private static readonly string[] Modules = ["Leads", "Calls", "Tasks"];

    /// <summary>Every call is created, with exactly one Lead, Call and Task.</summary>
    /// <param name="calls">How many there are.</param>
    public static async Task ShouldHoldEachOnceAsync(this FaultTeam team, int calls)
    {
        await team.ShouldAgreeAsync();
        (await team.ScalarAsync<string>("""
            SELECT coalesce(string_agg(status || ' ' || n, ', ' ORDER BY status), '') FROM (SELECT status, count(*) n FROM call_syncs WHERE tenant_id = $1 GROUP BY status) s
            """)).ShouldBe($"created {calls}");
        foreach (var module in Modules)
        {
            team.Written(module).Count.ShouldBe(calls, $"{module} of {team.Organisation}");
        }
    }

    /// <summary>
    /// Each step that its call's status asks for is done once, with a record that carries this step's ref and is nobody else's; Zoho holds
    /// nothing more of ours; follow-ups are on the Lead of their number.
    /// </summary>
    public static async Task ShouldAgreeAsync(this FaultTeam team)
    {
        var findings = (await FindingsAsync(team)).ToArray();
        if (findings.Length > 0)
        {
            throw new ShouldAssertException($"{string.Join('\n', findings)}\n{await team.DescribeAsync()}");
        }
    }

    private static async Task<IEnumerable<string>> FindingsAsync(FaultTeam team)
    {
        var calls = await team.RowsAsync("""
            SELECT c.call_id, c.number_e164, coalesce(s.status, 'not queued') FROM calls c LEFT JOIN call_syncs s USING (tenant_id, call_id) WHERE c.tenant_id = $1
            """, row => new Call(row.GetGuid(0), row.GetString(1), row.GetString(2)));
        var writes = await team.RowsAsync("""
            SELECT w.call_id, w.step, w.state, coalesce(w.record_id, ''),
                   (SELECT count(*) FROM sync_attempts a WHERE a.tenant_id = w.tenant_id AND a.call_id = w.call_id AND a.step = w.step AND a.result = 'done')
            FROM zoho_writes w WHERE w.tenant_id = $1
            """, row => new Write(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)));
        var ledger = Modules.SelectMany(team.Written).ToArray();
        return
        [
            .. calls.SelectMany(call => OfCall(call, [.. writes.Where(write => write.CallId == call.Id)], ledger)),
            .. writes.GroupBy(write => write.RecordId).Where(same => same.Key.Length > 0 && same.Count() > 1).Select(same => $"Record {same.Key} is said to be of {same.Count()} steps."),
            .. ledger.Where(entry => writes.All(write => write.RecordId != entry.RecordId)).Select(entry => $"{entry.Module} {entry.RecordId} is in Zoho and no step says it is its own."),
            .. ledger.Where(entry => entry.Module == "Leads").GroupBy(Phone).Where(same => same.Count() > 1).Select(same => $"{same.Count()} Leads have one number."),
            .. OfFollowUps(calls, writes, ledger),
        ];
    }

    private static IEnumerable<string> OfCall(Call call, Write[] writes, LedgerEntry[] ledger)
    {
        string[]? wanted = call.Status switch
        {
            "created" => ["call", "lead", "task"],
            "duplicate_lead" => ["task"],
            _ => null,
        };
        if (wanted is null)
        {
            yield return $"Call {call.Id} is {call.Status}.";
            yield break;
        }

        var steps = writes.Select(write => write.Step).Order(StringComparer.Ordinal).ToArray();
        if (!steps.SequenceEqual(wanted))
        {
            yield return $"Call {call.Id} ({call.Status}) has the steps {string.Join(", ", steps)}.";
        }

        foreach (var write in writes)
        {
            if (write.State != "done" || write.TimesDone != 1)
            {
                yield return $"The {write.Step} of call {call.Id} is {write.State}, and done {write.TimesDone} times in the sync log.";
            }

            var made = ledger.Where(entry => Description(entry).Contains(OurRef.Line(call.Id, write.Step), StringComparison.Ordinal)).ToArray();
            if (made.Length != 1 || made[0].RecordId != write.RecordId)
            {
                yield return $"The {write.Step} of call {call.Id} is {write.RecordId}, and its ref stands in {string.Join(", ", made.Select(entry => $"{entry.Module} {entry.RecordId}"))}.";
            }
        }
    }

    private static IEnumerable<string> OfFollowUps(IReadOnlyList<Call> calls, IReadOnlyList<Write> writes, LedgerEntry[] ledger)
    {
        var numbers = ledger.Where(entry => entry.Module == "Leads").ToLookup(Phone, entry => entry.RecordId);
        return from write in writes
               where write.Step != "lead"
               join entry in ledger on write.RecordId equals entry.RecordId
               join call in calls on write.CallId equals call.Id
               let lead = entry.Sent.GetProperty("What_Id").GetProperty("id").GetString()
               where !numbers[call.Number].Contains(lead)
               select $"{entry.Module} {entry.RecordId} of call {call.Id} is on {lead}, which is not the Lead of its number.";
    }

    private static string Phone(LedgerEntry lead) => lead.Sent.GetProperty("Phone").GetString()!;

    private static string Description(LedgerEntry entry) => entry.Sent.TryGetProperty("Description", out var text) ? text.GetString() ?? "" : "";

    private sealed record Call(Guid Id, string Number, string Status);

    private sealed record Write(Guid CallId, string Step, string State, string RecordId, long TimesDone);
}
