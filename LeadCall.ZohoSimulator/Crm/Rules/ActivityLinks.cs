namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>How Calls and Tasks hang on other records: <c>Who_Id</c>, <c>What_Id</c> and <c>$se_module</c> (FACTS 3.5).</summary>
internal static class ActivityLinks
{
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
        var found = draft.Organisation.Table("Contacts").Find(id) is not null
            || (draft.Organisation.Switches.WhoIdTakesLeads && draft.Organisation.Table("Leads").Find(id) is not null);
        if (!found)
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
            if (draft.Organisation.Switches.MissingSeModuleCode == "DEPENDENT_FIELD_MISSING")
            {
                draft.Errors.Missing("DEPENDENT_FIELD_MISSING", "$se_module", "What_Id");
            }
            else
            {
                draft.Errors.Mandatory("$se_module");
            }

            return;
        }

        if (!draft.Schema.Find("What_Id")!.LookupModules.Contains(draft.SeModule))
        {
            draft.Errors.Invalid("$se_module");
            return;
        }

        var target = draft.Organisation.Table(draft.SeModule).Find(draft.Final("What_Id")!);
        if (target is null || (target is { Module: "Leads", Converted: true } && !draft.Organisation.Switches.WhatIdTakesConvertedLeads))
        {
            draft.Errors.Invalid("What_Id");
        }
    }
}
