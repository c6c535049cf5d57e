using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>Which record already holds a value that may be there only once, and how far that is looked for (FACTS 9.2, 9.4).</summary>
internal static class UniqueMatch
{
    public static CrmRecord? Find(Organisation organisation, ModuleSchema module, FieldDefinition field, string value, string? except)
    {
        var reach = organisation.Switches.UniqueLeadsReach;
        return In(module.ApiName, record => reach != "leads" || !record.Converted)
            ?? (module.ApiName == "Leads" && reach == "contacts" && organisation.Schema("Contacts").Find(field.ApiName) is not null ? In("Contacts", _ => true) : null);

        CrmRecord? In(string name, Func<CrmRecord, bool> counts) => organisation.Table(name).Snapshot().FirstOrDefault(record =>
            record.Id != except && counts(record) && string.Equals(Values.Text(record, field.ApiName), value, StringComparison.OrdinalIgnoreCase));
    }
}
