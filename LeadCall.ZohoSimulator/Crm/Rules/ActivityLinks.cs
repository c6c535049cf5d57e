using LeadCall.ZohoSimulator.Crm.Records;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>How Calls and Tasks hang on other records: <c>Who_Id</c>, <c>What_Id</c> and <c>$se_module</c> (FACTS 3.5).</summary>
internal static class ActivityLinks
{
    private const string Moved = "moved";

    public static void Check(ItemDraft draft)
    {
        CheckWho(draft);
        CheckWhat(draft);
    }

    private static void CheckWho(ItemDraft draft)
    {
        if (!draft.Changes.TryGetValue("Who_Id", out var who) || who is null)
        {
            return;
        }

        var id = draft.Final("Who_Id")!;
        if (draft.Organisation.Switches.WhoIdTakesLeads && draft.Organisation.Table("Leads").Find(id) is not null)
        {
            return;
        }

        if (Present(draft, "Contacts", id) is { } contact)
        {
            draft.Changes["Who_Id"] = Values.String(contact.Id);
        }
        else
        {
            draft.Errors.Invalid("Who_Id");
        }
    }

    private static void CheckWhat(ItemDraft draft)
    {
        if (!draft.Changes.TryGetValue("What_Id", out var what) || what is null)
        {
            return;
        }

        if (draft.SeModule is null)
        {
            MissingSeModule(draft);
        }
        else if (!draft.Schema.Find("What_Id")!.LookupModules.Contains(draft.SeModule))
        {
            draft.Errors.Invalid("$se_module");
        }
        else if (Present(draft, draft.SeModule, draft.Final("What_Id")!) is not { } target)
        {
            draft.Errors.Invalid("What_Id");
        }
        else if (target is { Module: "Leads", Converted: true })
        {
            OnConvertedLead(draft, target);
        }
        else
        {
            draft.Changes["What_Id"] = Values.String(target.Id);
        }
    }

    private static void MissingSeModule(ItemDraft draft)
    {
        if (draft.Organisation.Switches.MissingSeModuleCode == "DEPENDENT_FIELD_MISSING")
        {
            draft.Errors.Missing("DEPENDENT_FIELD_MISSING", "$se_module", "What_Id");
        }
        else
        {
            draft.Errors.Mandatory("$se_module");
        }
    }

    private static void OnConvertedLead(ItemDraft draft, CrmRecord lead)
    {
        switch (draft.Organisation.Switches.ActivityOnConvertedLead)
        {
            case "CONVERTED_RECORD":
                draft.Errors.Converted("What_Id", lead.Id);
                break;
            case Moved when Values.Text(lead, "Converted_Contact") is { } contact:
                (draft.Changes["What_Id"], draft.Changes["Who_Id"]) = (null, Values.String(contact));
                break;
            case "accepted":
                break;
            default:
                draft.Errors.Invalid("What_Id");
                break;
        }
    }

    /// <summary>The record of that id; by switch, for one that was merged away, the master in the end.</summary>
    private static CrmRecord? Present(ItemDraft draft, string module, string id)
    {
        var table = draft.Organisation.Table(module);
        var followMerges = draft.Organisation.Switches.ActivityOnMergedRecord == Moved;
        var found = table.Find(id);
        while (found is null && followMerges && table.FindDeleted(id)?.MergedInto is { } master)
        {
            (id, found) = (master, table.Find(master));
        }

        return found;
    }
}
