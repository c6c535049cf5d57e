using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho;

public sealed partial class ZohoCrmClient
{
    /// <summary>Records in one write request; above 10 it counts against the concurrency of complex calls (FACTS 5.3).</summary>
    public const int MaxRecordsPerWrite = 100;

    private static readonly JsonWriterOptions WireJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates 1 to 100 records of one module. One outcome per record, in order (FACTS 3.1, 3.2).</summary>
    /// <param name="records">Fields by API name; left unchanged.</param>
    /// <param name="trigger">
    /// Which of the tenant's automations run: null lets all run, an empty list none (FACTS 3.1, FEATURES E12).
    /// </param>
    /// <exception cref="ArgumentException">No record, more than 100, or a name that is no module's.</exception>
    public async Task<WriteResult> CreateRecords(
        ZohoAccess access, string module, IReadOnlyList<JsonObject> records, IReadOnlyList<string>? trigger,
        CancellationToken cancellationToken)
    {
        CheckCount(records);
        var request = new ZohoRequest($"create {module}", HttpMethod.Post, $"/crm/v8/{ZohoNames.Module(module)}")
        {
            Body = WriteBody(records, trigger),
        };
        var exchange = await Send(access, write: true, request, cancellationToken);
        return new WriteResult(WriteAnswers.Judge(exchange, records.Count), Notes(exchange));
    }

    /// <summary>
    /// Makes 1 to 100 Leads members of a campaign (FACTS 7, FEATURES C6). Doing it again changes nothing, so an unknown
    /// outcome may be repeated here. <see cref="WriteOutcome.Done"/> carries the Lead's id.
    /// </summary>
    /// <param name="memberStatus">A value of the campaign's Member_Status; null leaves Zoho's default.</param>
    /// <exception cref="ArgumentException">No Lead, more than 100, or an id that is none.</exception>
    public async Task<WriteResult> AddLeadsToCampaign(
        ZohoAccess access, string campaignId, IReadOnlyList<string> leadIds, string? memberStatus, CancellationToken cancellationToken)
    {
        CheckCount(leadIds);
        var members = leadIds.Select(id => Member(ZohoNames.Id(id), memberStatus)).ToImmutableArray();
        var request = new ZohoRequest("add Leads to campaign", HttpMethod.Put, $"/crm/v8/Campaigns/{ZohoNames.Id(campaignId)}/Leads")
        {
            Body = WriteBody(members, trigger: null),
        };
        var exchange = await Send(access, write: true, request, cancellationToken);
        return new WriteResult(WriteAnswers.Judge(exchange, leadIds.Count, leadIds), Notes(exchange));
    }

    private static JsonObject Member(string id, string? status)
    {
        var member = new JsonObject { ["id"] = id };
        if (status is not null)
        {
            member["Member_Status"] = status;
        }

        return member;
    }

    private static void CheckCount<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count is 0 or > MaxRecordsPerWrite)
        {
            throw new ArgumentException($"One write takes 1 to {MaxRecordsPerWrite} records, not {items.Count}.", nameof(items));
        }
    }

    private static byte[] WriteBody(IReadOnlyList<JsonObject> records, IReadOnlyList<string>? trigger)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WireJson))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var record in records)
            {
                record.WriteTo(json);
            }

            json.WriteEndArray();
            if (trigger is not null)
            {
                json.WriteStartArray("trigger");
                foreach (var automation in trigger)
                {
                    json.WriteStringValue(automation);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
