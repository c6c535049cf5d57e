namespace LeadCall.Demo.Proof;

/// <summary>Puts each record of the CRM beside the call and step whose ref it carries.</summary>
public sealed class AttributedRecords
{
    private readonly Dictionary<(Guid CallId, string Step), List<HeldRecord>> records = [];

    public AttributedRecords(IEnumerable<CallFact> calls, IEnumerable<HeldRecord> held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var refs = new Dictionary<string, (Guid CallId, string Step)>(StringComparer.Ordinal);
        foreach (var (call, write) in calls.SelectMany(call => call.Writes.Select(write => (call, write))))
        {
            if (write.Ref is null)
            {
                Findings.Add(new Finding(FindingKind.Differs, call.ToString(), write.Step, "Description", "our ref as last line of the payload", null));
            }
            else if (!refs.TryAdd(write.Ref, (call.CallId, write.Step)))
            {
                Findings.Add(new Finding(FindingKind.Differs, call.ToString(), write.Step, "Description", "a ref of its own", $"the ref of {refs[write.Ref]}"));
            }
        }

        foreach (var record in held)
        {
            if (LeadCallRef.Of(record.Fields) is { } found && refs.TryGetValue(found, out var step) && WriteFact.ModuleOf(step.Step) == record.Module)
            {
                Of(step.CallId, step.Step).Add(record);
            }
            else
            {
                Findings.Add(new Finding(FindingKind.Extra, Name(record), null, null, null, "no call asked for it"));
            }
        }
    }

    /// <summary>What could not be attributed.</summary>
    public List<Finding> Findings { get; } = [];

    public IEnumerable<(Guid CallId, string Step)> Steps => records.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key);

    public List<HeldRecord> Of(Guid callId, string step)
    {
        if (!records.TryGetValue((callId, step), out var found))
        {
            records[(callId, step)] = found = [];
        }

        return found;
    }

    public static string Name(HeldRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var title = record.Text("Subject") ?? $"{record.Text("First_Name")} {record.Text("Last_Name")}".Trim();
        return $"{record.Module} {record.Id} \"{title}\"{(record.Text("Phone") is { } phone ? $" {phone}" : "")}";
    }
}
