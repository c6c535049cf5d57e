namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>A module of the CRM: its names and what every organisation's copy starts from.</summary>
/// <param name="ApiName">As in addresses.</param>
/// <param name="Singular">As people see it.</param>
/// <param name="NameField">The field a person would call the record by.</param>
/// <param name="CanUpsert">FACTS 9.3: not Tasks, not Calls.</param>
/// <param name="DuplicateCheckField">The system field upsert matches by, if any.</param>
internal sealed record ModuleKind(
    string ApiName, string Singular, string NameField, bool CanUpsert, string? DuplicateCheckField, Func<IReadOnlyList<FieldDefinition>> StandardFields)
{
    public static IReadOnlyList<ModuleKind> All { get; } =
    [
        new("Leads", "Lead", "Full_Name", CanUpsert: true, "Email", () => PersonModules.Leads),
        new("Contacts", "Contact", "Full_Name", CanUpsert: true, "Email", () => PersonModules.Contacts),
        new("Accounts", "Account", "Account_Name", CanUpsert: true, "Account_Name", () => BusinessModules.Accounts),
        new("Deals", "Deal", "Deal_Name", CanUpsert: true, "Deal_Name", () => BusinessModules.Deals),
        new("Campaigns", "Campaign", "Campaign_Name", CanUpsert: true, "Campaign_Name", () => BusinessModules.Campaigns),
        new("Tasks", "Task", "Subject", CanUpsert: false, null, () => ActivityModules.Tasks),
        new("Calls", "Call", "Subject", CanUpsert: false, null, () => ActivityModules.Calls),
    ];

    public bool IsActivity => ApiName is "Calls" or "Tasks";
}
