namespace LeadCall.Demo.Proof;

/// <summary>The records the CRM holds for a call, against those DESIGN 8 asks for, field by field.</summary>
internal static class RecordComparison
{
    public static IEnumerable<Finding> Of(ExpectedSync expected, AttributedRecords attributed, LedgerBook ledger, TenantRules rules)
    {
        foreach (var record in expected.Records)
        {
            var found = attributed.Of(expected.Call.CallId, record.Step);
            if (found.Count == 0)
            {
                yield return new Finding(FindingKind.Missing, expected.Call.ToString(), record.Step, null, $"one record in {record.Module}", null);
                continue;
            }

            foreach (var twin in found.Skip(1))
            {
                yield return new Finding(FindingKind.Double, $"{AttributedRecords.Name(twin)} of {expected.Call}", record.Step, null, null, $"{record.Module} {found[0].Id} stands for the same step");
            }

            foreach (var finding in Differences(expected.Call, record, found[0], ledger.CreationOf(found[0]), rules))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Differences(CallFact call, ExpectedRecord expected, HeldRecord held, LedgerFact? creation, TenantRules rules)
    {
        var write = call.Writes.FirstOrDefault(write => write.Step == expected.Step);
        if (write?.State != "done" || write.RecordId != held.Id)
        {
            yield return Differs("zoho_writes", $"done {held.Id}", $"{write?.State ?? "no row"} {write?.RecordId}".Trim());
        }

        if (creation is null)
        {
            yield return Differs("ledger", "a create entry", "none: the record was not made through Zoho's API");
            yield break;
        }

        foreach (var field in creation.Sent.EnumerateObject().Where(field => !expected.Fields.ContainsKey(field.Name)))
        {
            yield return Differs(field.Name, "not sent", field.Value.ToString());
        }

        foreach (var (name, expectation) in expected.Fields)
        {
            if (!creation.Sent.TryGetProperty(name, out var sent))
            {
                yield return Differs(name, expectation.ToString(), "not sent");
            }
            else if (!expectation.Accepts(sent))
            {
                yield return Differs(name, expectation.ToString(), sent.ToString());
            }
            else if (held.Fields.TryGetProperty(name, out var now) ? !expectation.Accepts(now) : !name.StartsWith('$'))
            {
                yield return Differs(name, $"{expectation} in the record", held.Fields.TryGetProperty(name, out now) ? now.ToString() : "nothing");
            }
        }

        foreach (var finding in Lane(call, write, creation, rules, Differs))
        {
            yield return finding;
        }

        Finding Differs(string field, string? wanted, string? got) => new(FindingKind.Differs, call.ToString(), expected.Step, field, wanted, got);
    }

    /// <summary>Live or late by the call's age when the step was planned; workflows as the tenant set them for the lane (DESIGN 8).</summary>
    private static IEnumerable<Finding> Lane(CallFact call, WriteFact? write, LedgerFact creation, TenantRules rules, Func<string, string?, string?, Finding> differs)
    {
        if (write is null)
        {
            yield break;
        }

        var live = call.Sync?.Origin == "upload" && write.PlannedAt - call.StartedAt < rules.LiveMaxAge;
        var lane = live ? WriteFact.Live : WriteFact.Late;
        if (write.Lane != lane)
        {
            yield return differs("lane", lane, write.Lane);
        }

        var workflows = live ? rules.WorkflowsLive : rules.WorkflowsLate;
        if (creation.RunsWorkflows != workflows || write.RunWorkflows != workflows)
        {
            yield return differs("trigger", workflows ? "workflows run" : "workflows do not run", creation.RunsWorkflows ? "they run" : "they do not run");
        }
    }
}
