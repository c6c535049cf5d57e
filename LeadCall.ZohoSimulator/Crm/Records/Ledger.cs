using System.Text.Json;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>Writes down what the public API did to records.</summary>
internal static class Ledger
{
    public static void Write(ZohoWorld world, CrmCall call, string action, CrmRecord record, JsonElement sent, IReadOnlyList<string>? trigger, bool stored) =>
        world.Record(new LedgerEntry
        {
            Number = 0,
            Organisation = call.Organisation.Key,
            At = world.Clock.GetUtcNow(),
            RequestId = call.RequestId,
            Action = action,
            Module = record.Module,
            RecordId = record.Id,
            UserId = call.User.Id,
            ClientId = call.Token.Grant.ClientId,
            Trigger = trigger,
            Sent = sent.ValueKind == JsonValueKind.Undefined ? JsonSerializer.SerializeToElement<object?>(null) : sent.Clone(),
            Stored = stored ? JsonSerializer.SerializeToElement(RawView.Of(call.Organisation, record)) : null,
        });
}
