using LeadCall.Storage.Zoho;

namespace LeadCall.Grains.Zoho;

/// <summary>Between the enum of the messages and the words of the rows.</summary>
internal static class IncidentNames
{
    public static string Of(IncidentKind kind) => kind switch
    {
        IncidentKind.AccessRevoked => IncidentKindName.AccessRevoked,
        IncidentKind.ScopeMissing => IncidentKindName.ScopeMissing,
        IncidentKind.BudgetUsedUp => IncidentKindName.BudgetUsedUp,
        IncidentKind.ZohoDown => IncidentKindName.ZohoDown,
        IncidentKind.FieldDefaultMissing => IncidentKindName.FieldDefaultMissing,
        IncidentKind.Held => IncidentKindName.Held,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
