using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Rules;

namespace LeadCall.ZohoSimulator.Crm.Conversion;

/// <summary>Reads the one item of a conversion and checks all it names, so that the conversion itself cannot fail halfway (FACTS 8.4).</summary>
internal sealed class ConversionReader(CrmCall call, DateTimeOffset now)
{
    private const string Item = "$.data[0]";
    private static readonly string[] MarkedRequired = ["Accounts", "Contacts", "assign_to", "add_to_existing_record"];

    /// <summary>Why there is no request; the first fault found.</summary>
    public CrmError? Error { get; private set; }

    public ConversionRequest? Read(CrmRecord lead, JsonElement item)
    {
        if (call.Organisation.Switches.ConversionNeedsAllKeys && Array.Find(MarkedRequired, key => !item.TryGetProperty(key, out _)) is { } missing)
        {
            Error = CrmError.Of("MANDATORY_NOT_FOUND", "required field not found", ("api_name", missing), ("json_path", $"{Item}.{missing}"));
        }

        var request = new ConversionRequest
        {
            ContactId = Existing(item, "Contacts"),
            AccountId = Existing(item, "Accounts"),
            OwnerId = Owner(item),
            Overwrite = item.TryGetProperty("overwrite", out var overwrite) && overwrite.ValueKind == JsonValueKind.True,
            Deal = Deal(item),
        };
        Error ??= request.ContactId is null ? DuplicateContact(lead) : null;
        return Error is null ? request : null;
    }

    private string? Existing(JsonElement item, string module)
    {
        if (!item.TryGetProperty(module, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var id = FieldValue.IdIn(given);
        if (id is null || call.Organisation.Table(module).Find(id) is null)
        {
            Error ??= CrmError.Of("INVALID_DATA", "invalid data", ("api_name", "id"), ("json_path", $"{Item}.{module}.id"));
        }

        return id;
    }

    private string? Owner(JsonElement item)
    {
        if (!item.TryGetProperty("assign_to", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var id = FieldValue.IdIn(given);
        if (id is null || call.Organisation.User(id) is not { MayOwn: true })
        {
            Error ??= CrmError.Of("INVALID_DATA", "invalid data", ("api_name", "id"), ("json_path", $"{Item}.assign_to.id"));
        }

        return id;
    }

    /// <summary>By the rules of a Deal, and with a closing date.</summary>
    private Dictionary<string, JsonElement>? Deal(JsonElement item)
    {
        if (!item.TryGetProperty("Deals", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            Error ??= CrmError.Of("INVALID_DATA", "invalid data", ("api_name", "Deals"), ("json_path", $"{Item}.Deals"), ("expected_data_type", "jsonobject"));
            return null;
        }

        var draft = new ItemDraft(call.Organisation, call.Organisation.Schema("Deals"), given, $"{Item}.Deals", existing: null, now);
        ItemRules.Apply(draft);
        if (!draft.Has("Closing_Date") && !draft.Sent.TryGetProperty("Closing_Date", out _))
        {
            draft.Errors.Mandatory("Closing_Date");
        }

        Error ??= draft.Errors.Any ? draft.Errors.Combined(call.Organisation.Switches.FirstErrorOnly) : null;
        return draft.Changes.Where(change => change.Value is not null).ToDictionary(change => change.Key, change => change.Value!.Value);
    }

    /// <summary>A value unique among Contacts that another Contact has already.</summary>
    private CrmError? DuplicateContact(CrmRecord lead)
    {
        var contacts = call.Organisation.Schema("Contacts");
        var mapped = LeadMapping.Contact(lead, call.Organisation.Schema("Leads"), contacts);
        var errors = new ItemErrors(Item);
        foreach (var field in contacts.Fields.Where(field => field.Unique && mapped.ContainsKey(field.ApiName)))
        {
            if (UniqueMatch.Find(call.Organisation, contacts, field, Values.AsText(mapped[field.ApiName]), except: null) is { } other)
            {
                errors.Duplicate(field.ApiName, other, call.Organisation);
            }
        }

        return errors.Any ? errors.Combined(firstOnly: true) : null;
    }
}
