using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Reading;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Settings;

/// <summary><c>GET /users</c> and <c>GET /users/{id}</c> (FACTS 7).</summary>
internal static class UserOperations
{
    public static CrmAnswer List(CrmCall call)
    {
        var type = call.TryQuery("type", out var asked) ? asked : call.Organisation.Switches.DefaultUserType;
        var ids = call.TryQuery("ids", out var text) ? text.Split(',', StringSplitOptions.TrimEntries) : null;
        if (ids?.Length > 100)
        {
            throw CrmRefusal.Because("LIMIT_EXCEEDED", "The limit for the number of ids is exceeded", ("limit", 100), ("param_name", "ids"));
        }

        var paging = Paging.From(call);
        var since = ListOperations.ModifiedSince(call);
        var users = call.Organisation.Users
            .Where(user => OfType(call, user, type) && (ids is null || ids.Contains(user.Id)) && (since is null || user.CreatedTime > since))
            .Skip(paging.Skip).Take(paging.PerPage + 1).ToList();
        var more = users.Count > paging.PerPage;
        users = more ? users[..paging.PerPage] : users;
        return users.Count == 0 ? since is null ? CrmAnswer.NoContent : CrmAnswer.NotModified : CrmAnswer.Ok(new JsonObject
        {
            ["users"] = new JsonArray([.. users.Select(user => Show(call, user))]),
            ["info"] = new JsonObject { ["per_page"] = paging.PerPage, ["count"] = users.Count, ["page"] = paging.Page, ["more_records"] = more },
        });
    }

    public static CrmAnswer One(CrmCall call) => call.Organisation.User(call.PathValues["id"]) is { } user
        ? CrmAnswer.Ok(new JsonObject { ["users"] = new JsonArray(Show(call, user)) })
        : CrmAnswer.NoContent;

    private static bool OfType(CrmCall call, CrmUser user, string type) => type switch
    {
        "AllUsers" or "ActiveAndDeactive" => user.Spec.Status != "deleted",
        "ActiveUsers" or "AllActiveUsers" => user.IsActive,
        "DeactiveUsers" => user.Spec.Status is "inactive" or "disabled",
        "ConfirmedUsers" => user.Spec.Confirmed,
        "NotConfirmedUsers" => !user.Spec.Confirmed,
        "DeletedUsers" => user.Spec.Status == "deleted",
        "ActiveConfirmedUsers" => user.MayOwn,
        "AdminUsers" => user.Spec.Admin,
        "ActiveConfirmedAdmins" => user.MayOwn && user.Spec.Admin,
        "CurrentUser" => user.Id == call.User.Id,
        "ParentRoleUsers" or "ChildRoleUsers" or "SubordinateRoleUsers" or "DeveloperUsers" or "ActiveLiteUser" or "ConfirmedReportingUsers" => false,
        _ => throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "type")),
    };

    private static JsonObject Show(CrmCall call, CrmUser user)
    {
        var parts = user.Spec.Name.Split(' ', 2);
        var position = user.Spec.Admin ? ("CEO", 5) : ("Sales", 6);
        return new JsonObject
        {
            ["id"] = user.Id,
            ["zuid"] = user.Zuid,
            ["full_name"] = user.Spec.Name,
            ["first_name"] = parts.Length == 2 ? parts[0] : null,
            ["last_name"] = parts[^1],
            ["email"] = user.Spec.Email,
            ["status"] = user.Spec.Status,
            ["confirm"] = user.Spec.Confirmed,
            ["role"] = new JsonObject { ["name"] = position.Item1, ["id"] = Ids.Make(call.Organisation.IdPrefix, position.Item2) },
            ["profile"] = new JsonObject
            {
                ["name"] = user.Spec.Admin ? "Administrator" : "Standard",
                ["id"] = Ids.Make(call.Organisation.IdPrefix, user.Spec.Admin ? 26_011 : 26_014),
            },
            ["time_zone"] = user.ZoneName,
            ["offset"] = (long)user.Zone.GetUtcOffset(user.CreatedTime).TotalMilliseconds,
            ["phone"] = null,
            ["mobile"] = null,
            ["locale"] = "en_US",
            ["language"] = "en_US",
            ["country_locale"] = "en_US",
            ["type__s"] = "Regular User",
            ["created_time"] = call.User.Show(user.CreatedTime),
            ["Modified_Time"] = call.User.Show(user.CreatedTime),
            ["Reporting_To"] = null,
        };
    }
}
