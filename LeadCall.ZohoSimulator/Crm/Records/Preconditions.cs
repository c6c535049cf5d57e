namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>What forbids changing a record whatever the change is: converted, or modified meanwhile (FACTS 3.1, 8.4).</summary>
internal static class Preconditions
{
    public static CrmError? Refusal(CrmCall call, CrmRecord record)
    {
        if (record.Converted)
        {
            return CrmError.Of("CONVERTED_RECORD", "record is converted", ("id", record.Id));
        }

        var header = call.Headers["If-Unmodified-Since"].ToString();
        return header.Length > 0 && Values.ReadInstant(header, allowZulu: true) is { } since && record.ModifiedTime > since
            ? CrmError.Of("ALREADY_MODIFIED", "record is already modified", ("id", record.Id), ("Modified_Time", call.User.Show(record.ModifiedTime)))
            : null;
    }
}
