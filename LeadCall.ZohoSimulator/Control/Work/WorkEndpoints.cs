using LeadCall.ZohoSimulator.Crm.Conversion;

namespace LeadCall.ZohoSimulator.Control.Work;

/// <summary>People at work over HTTP, below <c>/_simulator/organisations/{org}/records</c>.</summary>
internal static class WorkEndpoints
{
    public static void MapWork(this RouteGroupBuilder control, PeopleAtWork work)
    {
        control.MapPost("/organisations/{org}/records/Leads/{id}/convert", async (string org, string id, string? by, HttpContext http) =>
            ControlEndpoints.Answer(work.Convert(org, id, await ControlEndpoints.Read<ConversionRequest>(http), by)));
        control.MapPost("/organisations/{org}/records/{module}/{id}/merge", async (string org, string module, string id, string? by, HttpContext http) =>
        {
            var asked = await ControlEndpoints.Read<MergeRequest>(http);
            work.Merge(org, module, id, asked.Loser, asked.Take, by);
            return Results.NoContent();
        });
        control.MapPost("/organisations/{org}/records/{module}/{id}/restore", (string org, string module, string id, string? by) =>
        {
            work.Restore(org, module, id, by);
            return Results.NoContent();
        });
    }

    private sealed record MergeRequest(string Loser, IReadOnlyDictionary<string, string>? Take);
}
