namespace LeadCall.Zoho;

/// <summary>Names and ids that become part of an address or a query. Anything else than their known form is a bug of the caller.</summary>
internal static class ZohoNames
{
    public static string Module(string module) => ApiName(module, "module");

    public static string Field(string field) => ApiName(field, "field");

    public static string Id(string id) => id is { Length: > 0 and <= 32 } && id.All(char.IsAsciiDigit)
        ? id
        : throw new ArgumentException("A Zoho record id is made of digits only.", nameof(id));

    private static string ApiName(string name, string what) =>
        name is { Length: > 0 and <= 100 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$')
            ? name
            : throw new ArgumentException($"'{name}' is not the API name of a {what}.", nameof(name));
}
