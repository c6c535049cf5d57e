namespace LeadCall.Demo.Proof;

/// <summary>One place where the database, the CRM and DESIGN 8 do not agree.</summary>
/// <param name="About">The call, or the record when no call asked for it.</param>
/// <param name="Step">Lead, call or task; null when the whole call is meant.</param>
public sealed record Finding(FindingKind Kind, string About, string? Step, string? Field, string? Expected, string? Found)
{
    public override string ToString()
    {
        var where = string.Join(", ", new[] { Step is null ? null : $"step {Step}", Field is null ? null : $"field {Field}" }.Where(part => part is not null));
        var what = (Expected, Found) switch
        {
            (null, null) => "",
            (null, _) => $": {Found}",
            (_, null) => $": expected {Expected}",
            _ => $": expected {Expected}, found {Found}",
        };
        return $"{Word(Kind)} {About}{(where.Length > 0 ? $", {where}" : "")}{what}";
    }

    private static string Word(FindingKind kind) => kind switch
    {
        FindingKind.Lost => "Lost:",
        FindingKind.NotTerminal => "Not finished:",
        FindingKind.Missing => "Missing record:",
        FindingKind.Extra => "Extra record:",
        FindingKind.Double => "Double record:",
        _ => "Differs:",
    };
}

public enum FindingKind
{
    /// <summary>A call of the day is not in the database.</summary>
    Lost,

    /// <summary>An eligible call that is still pending.</summary>
    NotTerminal,

    /// <summary>The CRM lacks a record.</summary>
    Missing,

    /// <summary>The CRM has a record nobody asked for.</summary>
    Extra,

    /// <summary>The CRM has two records for one step of a call.</summary>
    Double,

    /// <summary>A value is another one.</summary>
    Differs,
}
