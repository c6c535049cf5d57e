using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary>The deleted list: recycle bin 60 days, then permanent up to 120 days (FACTS 8.3).</summary>
internal sealed class DeletedOperations(ZohoWorld world)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(120);

    public CrmAnswer List(CrmCall call)
    {
        var type = call.TryQuery("type", out var asked) ? asked : "all";
        if (type is not ("all" or "recycle" or "permanent"))
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "type"));
        }

        var paging = Paging.From(call);
        var since = ListOperations.ModifiedSince(call);
        var now = world.Clock.GetUtcNow();
        var rows = call.Organisation.Table(call.Module.ApiName).Deleted
            .Where(gone => (gone.MergedInto is null || call.Organisation.Switches.MergedAreListedAsDeleted) && now - gone.DeletedTime < Remembered && (since is null || gone.DeletedTime > since) && (type == "all" || TypeOf(gone, now) == type))
            .Reverse().Skip(paging.Skip).Take(paging.PerPage + 1).ToList();
        var more = rows.Count > paging.PerPage;
        rows = more ? rows[..paging.PerPage] : rows;
        if (rows.Count == 0)
        {
            return since is null ? CrmAnswer.NoContent : CrmAnswer.NotModified;
        }

        var view = new RecordView(call.Organisation, call.User);
        return CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. rows.Select(gone => new JsonObject
            {
                ["deleted_by"] = view.ShowUser(gone.DeletedBy),
                ["id"] = gone.Record.Id,
                ["display_name"] = Values.DisplayName(gone.Record, call.Module),
                ["type"] = TypeOf(gone, now),
                ["created_by"] = view.ShowUser(gone.Record.CreatedBy),
                ["deleted_time"] = call.User.Show(gone.DeletedTime),
            })]),
            ["info"] = new JsonObject { ["per_page"] = paging.PerPage, ["count"] = rows.Count, ["page"] = paging.Page, ["more_records"] = more },
        });
    }

    private static string TypeOf(DeletedRecord gone, DateTimeOffset now) => gone is { MergedInto: null } && gone.IsInRecycleBin(now) ? "recycle" : "permanent";
}
