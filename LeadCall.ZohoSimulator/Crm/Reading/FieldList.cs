namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary>The <c>fields</c> parameter: mandatory on lists, at most 50 names (FACTS 3.6).</summary>
internal static class FieldList
{
    private const int Maximum = 50;

    public static IReadOnlyList<string> Mandatory(CrmCall call) => Optional(call)
        ?? throw CrmRefusal.Because("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", ("param_name", "fields"));

    public static IReadOnlyList<string>? Optional(CrmCall call)
    {
        if (!call.TryQuery("fields", out var text))
        {
            return null;
        }

        string[] fields = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return fields.Length <= Maximum
            ? fields
            : throw CrmRefusal.Because("LIMIT_EXCEEDED", "The limit for the number of fields is exceeded", ("limit", Maximum), ("param_name", "fields"));
    }
}
