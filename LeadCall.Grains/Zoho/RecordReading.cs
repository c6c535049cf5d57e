using System.Collections.Immutable;
using LeadCall.Grains.Calls;
using LeadCall.Zoho.Records;

namespace LeadCall.Grains.Zoho;

/// <summary>How a record that a refusal is about stands now (FEATURES E15). Pure.</summary>
internal static class RecordReading
{
    private static readonly ImmutableArray<string> ContactFields = ["id", "Description"];

    /// <summary>What is read; a converted Lead says what it became (FACTS 8.4).</summary>
    public static ImmutableArray<string> Fields(CrmModule module) =>
        module == CrmModule.Leads ? [.. ContactFields, "Converted__s", "Converted_Contact"] : ContactFields;

    public static RecordStanding Of(RecordQuestion question, ZohoRecord? record)
    {
        if (record is null)
        {
            return new RecordStanding(ReadAnswer.Ok, question, RecordState.Gone, null, false);
        }

        var state = record.Flag("Converted__s") is true ? RecordState.Converted : RecordState.Present;
        return new RecordStanding(
            ReadAnswer.Ok, question, state, record.Reference("Converted_Contact")?.Id,
            OurRef.IsIn(record.Text("Description"), question.CallId, SyncNames.Of(question.Step)));
    }

    public static RecordStanding NotRead(RecordQuestion question, ReadAnswer answer) => new(answer, question, RecordState.Gone, null, false);
}
