using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>One item of a write on its way to becoming a record: what it changes and what is wrong with it.</summary>
/// <param name="root">Where the item stands in the request, e.g. <c>$.data[0]</c>.</param>
internal sealed class ItemDraft(Organisation organisation, ModuleSchema schema, JsonElement sent, string root, CrmRecord? existing, DateTimeOffset now)
{
    public Organisation Organisation { get; } = organisation;

    public ModuleSchema Schema { get; } = schema;

    /// <summary>The item as it came.</summary>
    public JsonElement Sent { get; } = sent;

    /// <summary>The record an update starts from; null for an insert.</summary>
    public CrmRecord? Existing { get; } = existing;

    public DateTimeOffset Now { get; } = now;

    public ItemErrors Errors { get; } = new(root, organisation.Switches.MissingMandatoryCode);

    /// <summary>Canonical new values; null clears the field.</summary>
    public Dictionary<string, JsonElement?> Changes { get; } = new(StringComparer.Ordinal);

    public string? OwnerId { get; set; }

    public string? SeModule { get; set; }

    /// <summary>A layout id makes the layout's own mandatory fields count (FACTS 3.1).</summary>
    public bool WithLayout { get; set; }

    /// <summary>Values not yet in the picklists of their fields, to be added with the record (FACTS 3.4).</summary>
    public List<(string Field, string Value)> NewPickListValues { get; } = [];

    /// <summary>What the field will hold once this is written.</summary>
    public string? Final(string field) =>
        Changes.TryGetValue(field, out var changed)
            ? changed is { } value ? Values.AsText(value) : null
            : Existing is null ? null : Values.Text(Existing, field);

    public bool Has(string field) => !string.IsNullOrEmpty(Final(field));

    /// <summary>The record this makes, or the changed one. Call only when there are no <see cref="Errors"/>.</summary>
    public CrmRecord ToRecord(string userId, DateTimeOffset stamp)
    {
        var start = Existing ?? new CrmRecord
        {
            Id = Organisation.NextId(),
            Module = Schema.ApiName,
            Fields = ImmutableDictionary<string, JsonElement>.Empty,
            OwnerId = OwnerId ?? userId,
            CreatedBy = userId,
            ModifiedBy = userId,
            CreatedTime = stamp,
            ModifiedTime = stamp,
            ThroughApi = true,
        };
        var fields = start.Fields.ToBuilder();
        foreach (var (name, value) in Changes)
        {
            if (value is { } present)
            {
                fields[name] = present;
            }
            else
            {
                fields.Remove(name);
            }
        }

        return start with
        {
            Fields = fields.ToImmutable(),
            OwnerId = OwnerId ?? start.OwnerId,
            SeModule = fields.ContainsKey("What_Id") ? SeModule ?? start.SeModule : null,
            ModifiedBy = userId,
            ModifiedTime = stamp,
            WrittenAt = Now,
        };
    }
}
