using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>
/// What must be true after the race, as a list of what is not: from the answers people got, the rows, and the simulator's ledger.
/// </summary>
internal static class RaceCheck
{
    public static async Task<IReadOnlyList<string>> FindingsAsync(RaceTenant tenant, IReadOnlyList<RaceSchedule> schedules)
    {
        var findings = new List<string>();
        var rows = await RaceRow.ReadAsync(tenant);
        foreach (var schedule in schedules)
        {
            var row = rows[schedule.Call];
            var wrong = OfRefusals(schedule.Commands).Concat(OfOrder(schedule, row)).Concat(OfRow(schedule, row)).Concat(OfLedger(tenant, schedule, row));
            findings.AddRange(wrong.Select(text => $"{schedule.Number}: {text}"));
        }

        Count(tenant, findings, "Calls", schedules.Count);
        Count(tenant, findings, "Tasks", schedules.Count);
        Count(tenant, findings, "Leads", tenant.Trouble == Trouble.Ambiguous ? 0 : schedules.Count);
        return findings;
    }

    /// <summary>A refusal names a status in which the command does not fit, or says that the person saw another row.</summary>
    private static IEnumerable<string> OfRefusals(IReadOnlyList<Given> commands)
    {
        var done = commands.Where(one => one.Answer.IsDone).ToDictionary(one => one.Answer.Generation, one => one.Answer.Status);
        foreach (var (_, verb, _, _, seen, answer) in commands.Where(one => !one.Answer.IsDone))
        {
            var fits = (verb, answer.Code) switch
            {
                (_, CommandRefusal.ChangedMeanwhile) => seen is not null && (seen.Status != answer.Status || seen.Generation != answer.Generation),
                ("retry", CommandRefusal.NotRetryable) => answer.Status is not SyncStatus.Failed,
                ("resolve", CommandRefusal.NotAmbiguous) => answer.Status is not SyncStatus.Ambiguous,
                ("undo", CommandRefusal.NothingToUndo) => true,
                ("undo", CommandRefusal.TooLateToUndo) => answer.Status is not SyncStatus.Ambiguous,
                _ => false,
            };
            if (!fits || answer.Status is null || answer.Message?.Contains(answer.Status, StringComparison.Ordinal) != true)
            {
                yield return $"{verb} was refused with {answer.Code} in {answer.Status}: {answer.Message}";
            }

            if (done.TryGetValue(answer.Generation, out var status) && status != answer.Status)
            {
                yield return $"{verb} was refused in {answer.Status} of generation {answer.Generation}, which was {status}.";
            }
        }
    }

    /// <summary>Commands that were carried out have one order, and in it picks and undos take turns; each is in the log once.</summary>
    private static IEnumerable<string> OfOrder(RaceSchedule schedule, RaceRow row)
    {
        var done = schedule.Commands.Where(one => one.Answer.IsDone).OrderBy(one => one.Answer.Generation).ToArray();
        if (done.Select(one => one.Answer.Generation).Distinct().Count() != done.Length)
        {
            yield return "two commands were carried out as one generation.";
        }

        var picks = done.Where(one => one.Verb != "retry").ToArray();
        if (picks.Where((one, i) => one.Verb != (i % 2 == 0 ? "resolve" : "undo")).Any())
        {
            yield return $"picks and undos do not take turns: {string.Join(", ", picks.Select(one => $"{one.Verb} {one.Answer.Generation}"))}.";
        }

        var log = string.Join(' ', done.Select(one => one.Verb switch { "retry" => "retried", "undo" => "undone", _ => "resolved" }).Order(StringComparer.Ordinal));
        if (log != row.Log)
        {
            yield return $"carried out: {log}; in the log: {row.Log}.";
        }
    }

    private static IEnumerable<string> OfRow(RaceSchedule schedule, RaceRow row)
    {
        var last = schedule.Commands.Where(one => one.Answer.IsDone && one.Verb != "retry").MaxBy(one => one.Answer.Generation);
        var expected = schedule.Tenant.Trouble == Trouble.Ambiguous ? $"linked {last?.Pick?.Module} {last?.Pick?.RecordId} {last?.By}" : $"created Leads {row.TargetId} ";
        if (expected != $"{row.Status} {row.TargetModule} {row.TargetId} {row.PickedBy}")
        {
            yield return $"is {row.Status} {row.TargetModule} {row.TargetId} {row.PickedBy}, expected {expected}.";
        }

        if (row.SentAfterPick is { } after && after < CommandRaceTests.UndoWindow)
        {
            yield return $"was written {after.TotalMilliseconds:0} ms after the pick.";
        }

        var retries = schedule.Commands.Count(one => one.Answer.IsDone && one.Verb == "retry");
        var sends = schedule.Tenant.Trouble == Trouble.LeadsRefused ? row.LeadSends : row.TaskSends;
        if (sends != retries + 1)
        {
            yield return $"{retries} retries were carried out, and the step was sent {sends} times.";
        }
    }

    /// <summary>Each record once, on the right target: told by our ref, which carries call and step.</summary>
    private static IEnumerable<string> OfLedger(RaceTenant tenant, RaceSchedule schedule, RaceRow row)
    {
        foreach (var (module, step) in new[] { ("Calls", StepName.Call), ("Tasks", StepName.Task) })
        {
            var made = tenant.Creates(module).GetValueOrDefault(OurRef.Line(schedule.Call, step), []);
            if (made is not [var only] || Related(only) != row.TargetId)
            {
                yield return $"{made.Count} {module} were made, on {string.Join(", ", made.Select(Related))}; the target is {row.TargetId}.";
            }
        }

        var leads = tenant.Creates("Leads").GetValueOrDefault(OurRef.Line(schedule.Call, StepName.Lead), []);
        if (leads.Count != (tenant.Trouble == Trouble.Ambiguous ? 0 : 1))
        {
            yield return $"{leads.Count} Leads were made.";
        }
    }

    private static void Count(RaceTenant tenant, List<string> findings, string module, int expected)
    {
        var made = tenant.Creates(module).Values.Sum(entries => entries.Count);
        if (made != expected)
        {
            findings.Add($"tenant {tenant.Index}: {made} {module} were made, expected {expected}.");
        }
    }

    private static string? Related(LedgerEntry entry) =>
        (entry.Sent.TryGetProperty("Who_Id", out var related) ? related : entry.Sent.GetProperty("What_Id")).GetProperty("id").GetString();
}
