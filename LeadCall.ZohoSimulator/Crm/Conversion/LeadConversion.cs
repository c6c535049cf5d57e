using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Conversion;

/// <summary>
/// Converts a Lead, by the API or by a person (FACTS 8.4): a Contact, an Account when there is a company, a Deal when asked; the Lead
/// stays, marked and hidden from lists; its activities move. Called under the organisation's gate with a request already checked.
/// </summary>
internal sealed class LeadConversion(ZohoWorld world, Organisation organisation, string userId, bool throughApi)
{
    public ConvertedLead Convert(CrmRecord lead, ConversionRequest request)
    {
        var owner = request.OwnerId ?? lead.OwnerId;
        var account = Account(lead, request, owner);
        var contact = Contact(lead, request, owner, account);
        var deal = request.Deal is null ? null : Deal(lead, request.Deal, owner, contact, account);
        Mark(lead, contact, account, deal);
        if (organisation.Switches.ActivitiesOfConvertedLeads == "move")
        {
            new ActivityMove(world, organisation, organisation.Switches.ConversionBumpsModifiedTime ? userId : null)
                .FromLead(lead.Id, contact, deal ?? account);
        }

        return new ConvertedLead(lead.Id, contact.Id, account?.Id, deal?.Id);
    }

    private CrmRecord? Account(CrmRecord lead, ConversionRequest request, string owner)
    {
        var fields = LeadMapping.Account(lead);
        if (request.AccountId is { } id)
        {
            return Into(organisation.Table("Accounts").Find(id)!, fields, request.Overwrite);
        }

        if (!fields.ContainsKey("Account_Name"))
        {
            if (!organisation.Switches.ConversionAlwaysMakesAccount)
            {
                return null;
            }

            fields = fields.SetItem("Account_Name", Values.String(Values.DisplayName(lead, organisation.Schema("Leads"))));
        }

        return New("Accounts", fields, owner);
    }

    private CrmRecord Contact(CrmRecord lead, ConversionRequest request, string owner, CrmRecord? account)
    {
        var fields = LeadMapping.Contact(lead, organisation.Schema("Leads"), organisation.Schema("Contacts"));
        fields = account is null ? fields : fields.SetItem("Account_Name", Values.String(account.Id));
        return request.ContactId is { } id ? Into(organisation.Table("Contacts").Find(id)!, fields, request.Overwrite) : New("Contacts", fields, owner);
    }

    private CrmRecord Deal(CrmRecord lead, IReadOnlyDictionary<string, JsonElement> asked, string owner, CrmRecord contact, CrmRecord? account)
    {
        var fields = asked.ToImmutableDictionary().SetItem("Contact_Name", Values.String(contact.Id));
        fields = account is null ? fields : fields.SetItem("Account_Name", Values.String(account.Id));
        fields = lead.Fields.TryGetValue("Lead_Source", out var source) && !fields.ContainsKey("Lead_Source") ? fields.SetItem("Lead_Source", source) : fields;
        return New("Deals", fields, owner);
    }

    private void Mark(CrmRecord lead, CrmRecord contact, CrmRecord? account, CrmRecord? deal)
    {
        var now = world.NowInSeconds;
        var fields = lead.Fields
            .SetItem("Converted__s", Values.Boolean(true))
            .SetItem("Converted_Date_Time", Values.String(Values.Instant(now)))
            .SetItem("Lead_Conversion_Time", Values.Number((long)(now - lead.CreatedTime).TotalDays))
            .SetItem("Converted_Contact", Values.String(contact.Id));
        fields = account is null ? fields : fields.SetItem("Converted_Account", Values.String(account.Id));
        fields = deal is null ? fields : fields.SetItem("Converted_Deal", Values.String(deal.Id));
        var marked = lead with { Fields = fields, WrittenAt = world.Clock.GetUtcNow() };
        world.Put(organisation, organisation.Switches.ConversionBumpsModifiedTime ? marked with { ModifiedTime = now, ModifiedBy = userId } : marked);
    }

    private CrmRecord New(string module, ImmutableDictionary<string, JsonElement> fields, string owner)
    {
        var now = world.NowInSeconds;
        var made = new CrmRecord
        {
            Id = organisation.NextId(), Module = module, Fields = fields, OwnerId = owner, CreatedBy = userId, ModifiedBy = userId,
            CreatedTime = now, ModifiedTime = now, WrittenAt = world.Clock.GetUtcNow(), ThroughApi = throughApi,
        };
        world.Put(organisation, made);
        return made;
    }

    private CrmRecord Into(CrmRecord existing, ImmutableDictionary<string, JsonElement> fields, bool overwrite)
    {
        var changed = existing with
        {
            Fields = overwrite ? existing.Fields.SetItems(fields) : existing.Fields.AddRange(fields.Where(field => !existing.Fields.ContainsKey(field.Key))),
            ModifiedTime = world.NowInSeconds, ModifiedBy = userId, WrittenAt = world.Clock.GetUtcNow(),
        };
        world.Put(organisation, changed);
        return changed;
    }
}
