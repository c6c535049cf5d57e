using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadCall.ZohoSimulator.Control.Limits;
using LeadCall.ZohoSimulator.Control.Seeding;
using LeadCall.ZohoSimulator.Control.Work;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>The control desk over HTTP; see the project's README.</summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void MapControl(this IEndpointRouteBuilder routes, ControlDesk desk)
    {
        var control = routes.MapGroup("/_simulator").AddEndpointFilter(ArgumentsAsRefusals);
        control.MapGet("/organisations", () => Answer(desk.Organisations()));
        control.MapPut("/organisations", Taking<OrganisationSpec>(spec => Answer(desk.CreateOrganisation(spec))));
        control.MapPut("/organisations/{org}/users", async (string org, HttpContext http) => Answer(desk.SetUsers(org, await Read<List<UserSpec>>(http))));
        control.MapGet("/organisations/{org}/switches", (string org) => Answer(desk.Switches(org)));
        control.MapPatch("/organisations/{org}/switches", async (string org, HttpContext http) =>
        {
            var changes = await Read<JsonObject>(http);
            return Answer(desk.SetSwitches(org, switches => Merge(switches, changes)));
        });
        control.MapGet("/accounts/switches", () => Answer(desk.AccountsSwitches));
        control.MapPatch("/accounts/switches", Taking<JsonObject>(changes => Answer(desk.SetAccountsSwitches(switches => Merge(switches, changes)))));
        control.MapPost("/organisations/{org}/connect", async (string org, HttpContext http) =>
        {
            var asked = await Read<ConnectRequest>(http);
            return Answer(desk.Connect(org, asked.User, asked.Scopes, asked.ClientId));
        });
        control.MapPost("/organisations/{org}/expire-access-tokens", (string org) => Answer(new { ended = desk.ExpireAccessTokens(org) }));
        control.MapPost("/organisations/{org}/revoke", (string org) => Answer(new { revoked = desk.RevokeConnections(org) }));
        control.MapGet("/organisations/{org}/records/{module}", (string org, string module) => Answer(desk.Records(org, module)));
        control.MapPost("/organisations/{org}/records/{module}", async (string org, string module, HttpContext http) =>
            Answer(new { ids = desk.Seed(org, module, await Read<List<SeedRecord>>(http)) }));
        control.MapPatch("/organisations/{org}/records/{module}/{id}", async (string org, string module, string id, HttpContext http) =>
        {
            desk.Change(org, module, id, await Read<JsonObject>(http));
            return Results.NoContent();
        });
        control.MapDelete("/organisations/{org}/records/{module}/{id}", (string org, string module, string id) =>
        {
            desk.Remove(org, module, id);
            return Results.NoContent();
        });
        control.MapGet("/organisations/{org}/newest/{module}", (string org, string module, string? search) => Answer(desk.Newest(org, module, search)));
        control.MapPost("/organisations/{org}/people", async (string org, HttpContext http) => Answer(desk.SeedPeople(org, await Read<PeoplePlan>(http))));
        control.MapGet("/organisations/{org}/campaign-members", (string org) => Answer(desk.CampaignMembers(org)));
        control.MapLimits(desk.Limits);
        control.MapWork(desk.Work);
        control.MapGet("/ledger", (string org, string? module, string? action) => Answer(desk.Ledger(org, module, action)));
        control.MapGet("/requests", (long? since, string? org) => Answer(new { mark = desk.Mark, requests = desk.RequestsSince(since ?? 0, org) }));
        control.MapGet("/requests/counts", (long? since, string? org) => Answer(new { mark = desk.Mark, counts = desk.RequestCountsSince(since ?? 0, org) }));
        control.MapFaults(desk);
        control.MapBarriers(desk);
    }

    private sealed record ConnectRequest(string? User, IReadOnlyList<string>? Scopes, string? ClientId);

    /// <summary>As Delegate: a lambda from HttpContext alone would be taken for a plain handler and its result dropped.</summary>
    internal static Delegate Taking<T>(Func<T, IResult> answer) => async (HttpContext http) => answer(await Read<T>(http));

    /// <summary>The switches with the given ones changed; an unknown name is refused.</summary>
    private static T Merge<T>(T switches, JsonObject changes)
    {
        var merged = JsonSerializer.SerializeToNode(switches, Json)!.AsObject();
        foreach (var (name, value) in changes)
        {
            merged[name] = value?.DeepClone();
        }

        return merged.Deserialize<T>(Json)!;
    }

    /// <summary>The body; an unknown name in it is refused.</summary>
    internal static async Task<T> Read<T>(HttpContext http) =>
        await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Json, http.RequestAborted) ?? throw new ArgumentException("The body must not be null.");

    internal static IResult Answer<T>(T value) => Results.Json(value, Json);

    /// <summary>A wrong organisation, module or body is the caller's mistake: 400 with one sentence.</summary>
    private static async ValueTask<object?> ArgumentsAsRefusals(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            return Results.Json(new { error = e.Message }, Json, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
