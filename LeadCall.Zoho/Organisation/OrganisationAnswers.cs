using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadCall.Zoho.Records;

namespace LeadCall.Zoho.Organisation;

/// <summary>Reads users, organisations, fields and campaigns. An entry without an id is left out.</summary>
internal static class OrganisationAnswers
{
    public static ZohoUser? User(JsonElement user) => ZohoJson.Text(user, "id") is not { } id ? null : new ZohoUser(
        id,
        ZohoJson.Text(user, "full_name") ?? ZohoJson.Text(user, "email") ?? id,
        ZohoJson.Text(user, "email"),
        ZohoJson.Text(user, "status"),
        ZohoJson.Bool(user, "confirm") ?? false,
        Name(user, "role"),
        Name(user, "profile"),
        ZohoJson.Text(user, "time_zone"));

    public static ZohoOrganisation? Organisation(JsonElement org)
    {
        var licence = ZohoJson.Object(org, "license_details") ?? default;
        return (ZohoJson.Text(org, "id") ?? ZohoJson.Text(org, "zgid")) is not { } id ? null : new ZohoOrganisation(
            id,
            ZohoJson.Text(org, "company_name"),
            ZohoJson.Text(org, "time_zone"),
            ZohoJson.Text(org, "country_code"),
            ZohoJson.Text(org, "type"),
            ZohoJson.Text(licence, "paid_type"),
            ZohoJson.Int(licence, "users_license_purchased"),
            ZohoJson.Text(org, "domain_name"));
    }

    /// <summary>API names of the fields one layout requires.</summary>
    public static ImmutableHashSet<string>? RequiredFields(JsonElement layout) =>
    [
        .. from section in Elements(layout, "sections")
           from field in Elements(section, "fields")
           where ZohoJson.Bool(field, "required") is true
           select ZohoJson.Text(field, "api_name") into name
           where name is not null
           select name,
    ];

    /// <summary>What all layouts have in common; LeadCall does not choose one.</summary>
    public static ImmutableHashSet<string> InEvery(IReadOnlyList<ImmutableHashSet<string>> layouts) =>
        layouts.Count == 0 ? [] : layouts.Aggregate((one, other) => one.Intersect(other));

    public static ZohoField? Field(JsonElement field)
    {
        var operations = ZohoJson.Object(field, "operation_type") ?? default;
        var values = ZohoJson.Array(field, "pick_list_values");
        return ZohoJson.Text(field, "api_name") is not { } apiName ? null : new ZohoField(
            ZohoJson.Text(field, "id") ?? "",
            apiName,
            ZohoJson.Text(field, "field_label") ?? ZohoJson.Text(field, "display_label") ?? apiName,
            ZohoJson.Text(field, "data_type") ?? "",
            ZohoJson.Int(field, "length"),
            ZohoJson.Bool(field, "system_mandatory") ?? false,
            ZohoJson.Bool(field, "visible") ?? true,
            ZohoJson.Bool(operations, "api_create") ?? false,
            ZohoJson.Bool(operations, "api_update") ?? false,
            // {} says "not unique" (FACTS 7).
            ZohoJson.Object(field, "unique") is { } unique && unique.EnumerateObject().Any(),
            ZohoJson.Bool(field, "custom_field") ?? false,
            values is { } list ? [.. list.EnumerateArray().Select(PickListValue).OfType<ZohoPickListValue>()] : []);
    }

    public static ZohoCampaign Campaign(ZohoRecord campaign) => new(
        campaign.Id,
        campaign.Text("Campaign_Name") ?? campaign.Id,
        campaign.Text("Type"),
        campaign.Text("Status"),
        Date(campaign.Text("Start_Date")),
        Date(campaign.Text("End_Date")));

    private static ZohoPickListValue? PickListValue(JsonElement value) =>
        (ZohoJson.Text(value, "actual_value") ?? ZohoJson.Text(value, "display_value")) is not { } actual ? null : new ZohoPickListValue(
            actual, ZohoJson.Text(value, "display_value") ?? actual, ZohoJson.Text(value, "type") != "unused");

    private static string? Name(JsonElement owner, string property) =>
        ZohoJson.Object(owner, property) is { } named ? ZohoJson.Text(named, "name") : null;

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static IEnumerable<JsonElement> Elements(JsonElement owner, string name) =>
        ZohoJson.Array(owner, name) is { } array ? array.EnumerateArray() : [];
}
