using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Coql;

/// <summary>What a column means in one organisation: whose field it is and how to reach it from a row.</summary>
internal sealed class CoqlColumns(Organisation organisation, ModuleSchema from)
{
    private static readonly FieldDefinition Id = new("id", "Id", "lookup", 20);

    /// <summary>The field a column names.</summary>
    /// <exception cref="CrmRefusal">There is no such field, or it cannot be reached that way.</exception>
    public FieldDefinition Field(CoqlColumn column) =>
        Find(column.Via is null ? from : Target(column), column.Field) ?? throw CoqlErrors.Invalid("column given seems to be invalid", column.Written);

    /// <summary>The modules a query touches, for the scopes it needs.</summary>
    public IEnumerable<string> Modules(IEnumerable<CoqlColumn> columns) =>
        columns.Where(column => column.Via is not null).Select(column => Target(column).ApiName).Prepend(from.ApiName).Distinct();

    /// <summary>The record that holds the column's field: the row itself, or the one its lookup points to.</summary>
    public CrmRecord? Holder(CrmRecord row, CoqlColumn column)
    {
        if (column.Via is null)
        {
            return row;
        }

        var target = Target(column).ApiName;
        return Values.Text(row, column.Via) is { } id && (row.SeModule is null || column.Via != "What_Id" || row.SeModule == target)
            ? organisation.Table(target).Find(id)
            : null;
    }

    private ModuleSchema Target(CoqlColumn column)
    {
        var lookup = from.Find(column.Via!);
        var name = column.ViaModule ?? (lookup?.LookupModules.Count == 1 ? lookup.LookupModules[0] : null);
        return lookup is { IsLookup: true } && name is not null && lookup.LookupModules.Contains(name) && organisation.Module(name) is { } module
            ? module
            : throw CoqlErrors.Invalid("column given seems to be invalid", column.Written);
    }

    private static FieldDefinition? Find(ModuleSchema schema, string name) => name == "id" ? Id : schema.Find(name);
}
