using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Rules;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>Puts records in as they are given, past all rules: what people, imports and time left in a real CRM.</summary>
internal sealed class SeedWriter(ZohoWorld world)
{
    public CrmRecord Add(Organisation organisation, string module, SeedRecord seed)
    {
        var administrator = organisation.Users[0].Id;
        var created = Seconds(seed.CreatedTime ?? world.Clock.GetUtcNow());
        var record = new CrmRecord
        {
            Id = organisation.NextId(),
            Module = module,
            Fields = ImmutableDictionary<string, JsonElement>.Empty,
            OwnerId = administrator,
            CreatedBy = administrator,
            ModifiedBy = administrator,
            CreatedTime = created,
            ModifiedTime = Seconds(seed.ModifiedTime ?? created),
            WrittenAt = seed.IndexLater ? world.Clock.GetUtcNow() : DateTimeOffset.MinValue,
        };
        record = With(organisation, record, seed.Fields);
        world.Put(organisation, record);
        return record;
    }

    /// <summary>A change by somebody in the CRM.</summary>
    public CrmRecord Change(Organisation organisation, CrmRecord record, JsonObject fields)
    {
        var changed = With(organisation, record, fields) with
        {
            ModifiedTime = world.NowInSeconds, ModifiedBy = organisation.Users[0].Id, WrittenAt = world.Clock.GetUtcNow(),
        };
        world.Put(organisation, changed);
        return changed;
    }

    private static CrmRecord With(Organisation organisation, CrmRecord record, JsonObject fields)
    {
        var schema = organisation.Schema(record.Module);
        var values = record.Fields.ToBuilder();
        foreach (var (name, node) in fields)
        {
            var value = JsonSerializer.SerializeToElement(node);
            switch (name)
            {
                case "Owner":
                    record = record with { OwnerId = FieldValue.IdIn(value) ?? record.OwnerId };
                    continue;
                case "$se_module":
                    record = record with { SeModule = value.GetString() };
                    continue;
            }

            var field = schema.Find(name) ?? throw new ArgumentException($"{record.Module} of organisation '{organisation.Key}' has no field '{name}'. Add it to the organisation's custom fields first.");
            if (value.ValueKind == JsonValueKind.Null)
            {
                values.Remove(name);
            }
            else
            {
                values[name] = field.IsLookup && FieldValue.IdIn(value) is { } id ? Values.String(id)
                    : field.DataType == "datetime" && Values.ReadInstant(value.GetString()!, allowZulu: true) is { } instant ? Values.String(Values.Instant(instant))
                    : value;
            }
        }

        return record with { Fields = values.ToImmutable() };
    }

    private static DateTimeOffset Seconds(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
