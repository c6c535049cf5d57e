using System.Collections.Immutable;
using System.Globalization;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>The fields of the records a call asks for (FEATURES E1, E2, E6), worked out from the call's row and the tenant's settings alone.</summary>
public static class ExpectedRecords
{
    /// <summary>The Lead of a new caller.</summary>
    public static ExpectedRecord Lead(CallFact call, TenantRules rules)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(rules);
        var fields = Begin(call);
        fields["Last_Name"] = FieldExpectation.Text(rules.PlaceholderLastName);
        fields["Phone"] = FieldExpectation.Text(call.NumberE164!);
        foreach (var row in call.Source!.Rows)
        {
            if (ChainOrganisation.LeadFieldOf(row.Name) is { } field)
            {
                fields[field.ApiName] = field.DataType == "integer"
                    ? FieldExpectation.Integer(long.Parse(row.Value, CultureInfo.InvariantCulture))
                    : FieldExpectation.Text(row.Value);
            }
        }

        fields.TryAdd(ChainOrganisation.MandatoryLeadField, FieldExpectation.Text(ChainOrganisation.DefaultBranch));
        var local = TimeZoneInfo.ConvertTime(call.StartedAt, rules.Zone);
        var source = call.Source.Rows.FirstOrDefault(row => row.Name == ChainPhones.LeadSource)?.Value;
        fields["Description"] = FieldExpectation.OurDescription(
            call.DeviceLabel,
            local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            rules.Zone.Id,
            source ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{call.Duration.TotalSeconds} s"));
        return new ExpectedRecord(WriteFact.Lead, fields.ToImmutable());
    }

    /// <summary>The Call activity on a Lead or a Contact.</summary>
    public static ExpectedRecord Call(CallFact call, TenantRules rules, string module, string? recordId)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(rules);
        var missed = ExpectedSyncs.IsMissed(call, rules);
        var fields = Begin(call);
        fields["Subject"] = FieldExpectation.Text(missed ? "Missed inbound call" : "Inbound call");
        fields["Call_Type"] = FieldExpectation.Text(missed ? "Missed" : "Inbound");
        fields["Call_Start_Time"] = FieldExpectation.Instant(call.StartedAt);
        fields["Call_Result"] = FieldExpectation.Text(missed ? rules.CallResultMissed : rules.CallResultConnected);
        if (!missed)
        {
            fields["Call_Duration"] = FieldExpectation.Text(MinutesAndSeconds(call.Duration));
        }

        fields["Description"] = FieldExpectation.OurDescription();
        Relate(fields, module, recordId);
        return new ExpectedRecord(WriteFact.Call, fields.ToImmutable());
    }

    /// <summary>The follow-up of a missed call.</summary>
    public static ExpectedRecord Task(CallFact call, TenantRules rules, string module, string? recordId)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(rules);
        var due = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(call.StartedAt, rules.Zone).DateTime).AddDays(rules.TaskDueOffsetDays);
        var fields = Begin(call);
        fields["Subject"] = FieldExpectation.Text($"{rules.TaskSubjectPrefix} {call.NumberE164}");
        fields["Status"] = FieldExpectation.Text("Not Started");
        fields["Due_Date"] = FieldExpectation.Text(due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        fields["Description"] = FieldExpectation.OurDescription();
        Relate(fields, module, recordId);
        return new ExpectedRecord(WriteFact.Task, fields.ToImmutable());
    }

    private static ImmutableSortedDictionary<string, FieldExpectation>.Builder Begin(CallFact call)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, FieldExpectation>(StringComparer.Ordinal);
        if (call.OwnerId is not null)
        {
            fields["Owner"] = FieldExpectation.Record(call.OwnerId);
        }

        return fields;
    }

    private static void Relate(ImmutableSortedDictionary<string, FieldExpectation>.Builder fields, string module, string? recordId)
    {
        if (module == CrmPerson.Contacts)
        {
            fields["Who_Id"] = FieldExpectation.Record(recordId);
        }
        else
        {
            fields["What_Id"] = FieldExpectation.Record(recordId);
            fields["$se_module"] = FieldExpectation.Text(module);
        }
    }

    /// <summary>Minutes run on past 59; an answered call never lasts 00:00 (FACTS 3.5).</summary>
    private static string MinutesAndSeconds(TimeSpan duration)
    {
        var seconds = Math.Max(1, (long)duration.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:00}:{seconds % 60:00}");
    }
}
