using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>The errors of one item, with Zoho's wording (FACTS 3.3).</summary>
/// <param name="root">Where the item stands in the request, e.g. <c>$.data[0]</c>.</param>
internal sealed class ItemErrors(string root, string missingMandatoryCode = "MANDATORY_NOT_FOUND")
{
    private readonly List<CrmError> errors = [];

    public bool Any => errors.Count > 0;

    public string Path(string field) => $"{root}.{field}";

    public void Mandatory(string field) => Add(missingMandatoryCode, "required field not found", field);

    public void Missing(string code, string field, string dependee) => errors.Add(CrmError.Of(
        code,
        "required field not found",
        ("api_name", field), ("json_path", Path(field)), ("dependee", Dependee(dependee))));

    public void WrongType(string field, string expected) => Add("INVALID_DATA", "invalid data", field, ("expected_data_type", expected));

    public void TooLong(string field, int maximum) => Add("INVALID_DATA", "invalid data", field, ("maximum_length", maximum));

    public void Invalid(string field) => errors.Add(InvalidField(field));

    /// <summary>The same error, not added to those of the item.</summary>
    public CrmError InvalidField(string field) => Of("INVALID_DATA", $"The field value given for {field} is invalid", field);

    public void NotInList(string field, IReadOnlyList<string> supported) =>
        Add("INVALID_DATA", "invalid data", field, supported.Count > 0 ? [("supported_values", new JsonArray([.. supported.Select(value => (JsonNode)value)]))] : []);

    public void UnknownField(string field) => Add("INVALID_DATA", "the field api name given seems to be invalid", field);

    public void NotAllowed(string field, string message) => Add("NOT_ALLOWED", message, field);

    public void Mismatch(string field, string dependee, string message) => errors.Add(CrmError.Of(
        "DEPENDENT_MISMATCH", message, ("dependee", Dependee(dependee)), ("api_name", field), ("json_path", Path(field))));

    public void Converted(string field, string id) => Add("CONVERTED_RECORD", "record is converted", field, ("id", id));

    public void Mapping(string field, string mappedField, string message) => Add("MAPPING_MISMATCH", message, field, ("mapped_field", mappedField));

    public void Duplicate(string field, CrmRecord other, Organisation organisation)
    {
        var owner = organisation.User(other.OwnerId);
        Add(
            "DUPLICATE_DATA",
            "duplicate data",
            field,
            ("id", other.Id),
            ("duplicate_record", new JsonObject
            {
                ["id"] = other.Id,
                ["Owner"] = new JsonObject { ["name"] = owner?.Spec.Name, ["id"] = other.OwnerId, ["zuid"] = owner?.Zuid },
                ["module"] = new JsonObject { ["api_name"] = other.Module, ["id"] = organisation.Schema(other.Module).Id },
            }),
            ("more_records", false));
    }

    public void Plain(string code, string message, params (string Name, JsonNode? Value)[] details) => errors.Add(CrmError.Of(code, message, details));

    /// <summary>The one error, or all of them under one roof, where the id of a duplicate stands only in <c>duplicate_record</c>.</summary>
    public CrmError Combined(bool firstOnly)
    {
        if (firstOnly || errors.Count == 1)
        {
            return errors[0];
        }

        foreach (var duplicate in errors.Where(error => error.Code == "DUPLICATE_DATA"))
        {
            duplicate.Details.Remove("id");
        }

        return CrmError.Of(
            "MULTIPLE_OR_MULTI_ERRORS", "Multiple errors in the request", ("errors", new JsonArray([.. errors.Select(error => (JsonNode)error.ToJson())])));
    }

    private void Add(string code, string message, string field, params (string Name, JsonNode? Value)[] more) =>
        errors.Add(Of(code, message, field, more));

    private CrmError Of(string code, string message, string field, params (string Name, JsonNode? Value)[] more) =>
        CrmError.Of(code, message, [.. more, ("api_name", field), ("json_path", Path(field))]);

    private JsonObject Dependee(string field) => new() { ["api_name"] = field, ["json_path"] = Path(field) };
}
