namespace LeadCall.ZohoSimulator.Crm.Coql;

/// <summary>A parsed COQL query.</summary>
internal sealed record CoqlQuery(
    IReadOnlyList<CoqlColumn> Select, string Module, CoqlCondition Where, IReadOnlyList<CoqlOrder> OrderBy, int Offset, int Limit);

/// <summary>A column as written: <c>Last_Name</c>, <c>Account_Name.Account_Name</c>, <c>What_Id->Leads.Last_Name</c>, or <c>COUNT(id)</c>.</summary>
/// <param name="Via">The lookup it goes through, or null.</param>
/// <param name="ViaModule">The module named after <c>-></c>, or null.</param>
internal sealed record CoqlColumn(string? Via, string? ViaModule, string Field, string? Alias = null, string? Aggregate = null)
{
    public string Written => ViaModule is not null ? $"{Via}->{ViaModule}.{Field}" : Via is not null ? $"{Via}.{Field}" : Field;

    public string Key => Alias ?? (Aggregate is null ? Written : $"{Aggregate}({Written})");
}

internal sealed record CoqlOrder(CoqlColumn Column, bool Ascending);

internal abstract record CoqlCondition;

internal sealed record CoqlBoth(CoqlCondition Left, CoqlCondition Right, bool And) : CoqlCondition;

/// <param name="Operator">Lower case: <c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>in</c>, <c>not in</c>, <c>like</c>, <c>not like</c>, <c>between</c>, <c>not between</c>, <c>is null</c>, <c>is not null</c>.</param>
internal sealed record CoqlComparison(CoqlColumn Column, string Operator, IReadOnlyList<string> Values) : CoqlCondition;
