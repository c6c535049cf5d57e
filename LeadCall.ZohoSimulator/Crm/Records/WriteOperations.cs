using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Rules;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>Insert, update, upsert and delete: one result per item, in order (FACTS 3.1–3.3).</summary>
internal sealed class WriteOperations(ZohoWorld world)
{
    private const int MaximumItems = 100;

    public CrmAnswer Insert(CrmCall call) => Each(call, StatusCodes.Status201Created, "create", (item, index, batch) => Insert(call, item, index, batch));

    public CrmAnswer Update(CrmCall call) => Each(call, StatusCodes.Status200OK, "edit", (item, index, batch) => Update(call, item, index, batch));

    public CrmAnswer UpdateOne(CrmCall call)
    {
        var body = call.JsonBody();
        var items = Items(body);
        return items.Count == 1
            ? Answer(call, [Permitted(call, "edit") ?? Update(call, items[0], 0, new Batch(body), call.PathValues["id"])], StatusCodes.Status200OK)
            : throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("api_name", "data"), ("expected_data_type", "jsonarray"));
    }

    public CrmAnswer Upsert(CrmCall call)
    {
        if (!call.Module.Kind.CanUpsert)
        {
            throw CrmRefusal.Because("NOT_SUPPORTED", $"upsert is not supported for the module {call.Module.ApiName}", ("resource_path_index", 0));
        }

        return Each(call, StatusCodes.Status200OK, "create", (item, index, batch) => Upsert(call, item, index, batch));
    }

    public CrmAnswer DeleteMany(CrmCall call)
    {
        if (!call.TryQuery("ids", out var ids))
        {
            throw CrmRefusal.Because("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", ("param_name", "ids"));
        }

        var list = ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (list.Length > MaximumItems)
        {
            throw TooMany("ids");
        }

        return Answer(call, [.. list.Select(id => Permitted(call, "delete") ?? Delete(call, id))], StatusCodes.Status200OK);
    }

    public CrmAnswer DeleteOne(CrmCall call) =>
        Answer(call, [Permitted(call, "delete") ?? Delete(call, call.PathValues["id"])], StatusCodes.Status200OK);

    /// <summary>All well → <paramref name="whole"/>; some → 207; none → 400, or 412 when it was only a changed record (FACTS 3.1, 3.2; switches).</summary>
    public static CrmAnswer Answer(CrmCall call, IReadOnlyList<JsonObject> results, int whole)
    {
        var good = results.Count(result => result["status"]!.GetValue<string>() == "success");
        var status = good == results.Count ? whole
            : good > 0 ? call.Organisation.Switches.SomeFailedStatus
            : results.All(result => result["code"]!.GetValue<string>() == "ALREADY_MODIFIED") ? StatusCodes.Status412PreconditionFailed
            : call.Organisation.Switches.AllFailedStatus;
        return new CrmAnswer(status, new JsonObject { ["data"] = new JsonArray([.. results]) });
    }

    /// <summary>The <c>data</c> array, 1 to 100 items.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement body)
    {
        if (!body.TryGetProperty("data", out var data))
        {
            throw CrmRefusal.Because("MANDATORY_NOT_FOUND", "required field not found", ("api_name", "data"), ("json_path", "$.data"));
        }

        if (data.ValueKind != JsonValueKind.Array || data.GetArrayLength() == 0)
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("api_name", "data"), ("expected_data_type", "jsonarray"), ("json_path", "$.data"));
        }

        return data.GetArrayLength() > MaximumItems ? throw TooMany("data") : [.. data.EnumerateArray()];
    }

    private static CrmRefusal TooMany(string name) => CrmRefusal.Because(
        "LIMIT_EXCEEDED", "count of records in your request exceeds the limit", ("maximum_length", MaximumItems), ("api_name", name));

    private CrmAnswer Each(CrmCall call, int whole, string right, Func<JsonElement, int, Batch, JsonObject> write)
    {
        var body = call.JsonBody();
        var batch = new Batch(body);
        return Answer(call, [.. Items(body).Select((item, index) => Permitted(call, right) ?? write(item, index, batch))], whole);
    }

    /// <summary>A right denied per item shows up in the results (FACTS 3.3, <c>AUTHORIZATION_FAILED</c>).</summary>
    private static JsonObject? Permitted(CrmCall call, string right) =>
        call.User.Denial(call.Module.ApiName, right) is { PerItem: true }
            ? OwnerRights.NoRight().ToJson()
            : null;

    private JsonObject Insert(CrmCall call, JsonElement item, int index, Batch batch)
    {
        var draft = Read(call, item, index, existing: null);
        return OwnerRights.Refusal(draft) is { } refusal ? refusal.ToJson()
            : draft.Errors.Any ? Refuse(call, draft)
            : Success(call, Store(call, draft, batch), "record added");
    }

    private JsonObject Update(CrmCall call, JsonElement item, int index, Batch batch, string? id = null)
    {
        var errors = new ItemErrors(Root(index), call.Organisation.Switches.MissingMandatoryCode);
        id ??= item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out _) ? FieldValue.IdIn(item) : null;
        if (id is null)
        {
            errors.Mandatory("id");
            return errors.Combined(firstOnly: true).ToJson();
        }

        var existing = call.Organisation.Table(call.Module.ApiName).Find(id);
        if (existing is null)
        {
            return CrmError.Of("INVALID_DATA", "the id given seems to be invalid", ("api_name", "id"), ("json_path", errors.Path("id"))).ToJson();
        }

        if (Preconditions.Refusal(call, existing) is { } refusal)
        {
            return refusal.ToJson();
        }

        var draft = Read(call, item, index, existing);
        return draft.Errors.Any ? Refuse(call, draft) : Success(call, Store(call, draft, batch), "record updated");
    }

    private JsonObject Upsert(CrmCall call, JsonElement item, int index, Batch batch)
    {
        var (match, field) = UpsertMatch.Find(call, item, batch.DuplicateCheckFields);
        var result = match is null ? Insert(call, item, index, batch) : Update(call, item, index, batch, match.Id);
        if (result["status"]!.GetValue<string>() == "success")
        {
            result["action"] = match is null ? "insert" : "update";
            result["duplicate_field"] = field;
        }

        return result;
    }

    private JsonObject Delete(CrmCall call, string id)
    {
        var table = call.Organisation.Table(call.Module.ApiName);
        if (table.Find(id) is not { } record)
        {
            return CrmError.Of("INVALID_DATA", "the id given seems to be invalid", ("id", id)).ToJson();
        }

        world.Remove(call.Organisation, new DeletedRecord { Record = record, DeletedTime = world.NowInSeconds, DeletedBy = call.User.Id });
        Ledger.Write(world, call, "delete", record, default, trigger: null, stored: false);
        return new JsonObject
        {
            ["code"] = "SUCCESS", ["details"] = new JsonObject { ["id"] = id }, ["message"] = "record deleted", ["status"] = "success",
        };
    }

    private static string Root(int index) => $"$.data[{index}]";

    private ItemDraft Read(CrmCall call, JsonElement item, int index, CrmRecord? existing)
    {
        var draft = new ItemDraft(call.Organisation, call.Module, item, Root(index), existing, world.Clock.GetUtcNow());
        if (item.ValueKind == JsonValueKind.Object)
        {
            ItemRules.Apply(draft);
        }
        else
        {
            draft.Errors.Plain("INVALID_DATA", "invalid data", ("expected_data_type", "jsonobject"), ("json_path", $"$.data[{index}]"));
        }

        return draft;
    }

    private static JsonObject Refuse(CrmCall call, ItemDraft draft) => draft.Errors.Combined(call.Organisation.Switches.FirstErrorOnly).ToJson();

    private CrmRecord Store(CrmCall call, ItemDraft draft, Batch batch)
    {
        foreach (var (field, value) in draft.NewPickListValues.Distinct())
        {
            world.AddPickListValue(call.Organisation, call.Module.ApiName, field, value);
        }

        var record = draft.ToRecord(call.User.Id, world.NowInSeconds);
        world.Put(call.Organisation, record);
        Ledger.Write(world, call, draft.Existing is null ? "create" : "update", record, draft.Sent, batch.Trigger, stored: true);
        return record;
    }

    private static JsonObject Success(CrmCall call, CrmRecord record, string message)
    {
        var view = new RecordView(call.Organisation, call.User);
        return new JsonObject
        {
            ["code"] = "SUCCESS",
            ["details"] = new JsonObject
            {
                ["Modified_Time"] = call.User.Show(record.ModifiedTime),
                ["Modified_By"] = view.ShowUser(record.ModifiedBy),
                ["Created_Time"] = call.User.Show(record.CreatedTime),
                ["id"] = record.Id,
                ["Created_By"] = view.ShowUser(record.CreatedBy),
                ["$approval_state"] = "approved",
            },
            ["message"] = message,
            ["status"] = "success",
        };
    }
}
