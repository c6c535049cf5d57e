using LeadCall.ZohoSimulator.Crm.Limits;

namespace LeadCall.ZohoSimulator.Control.Limits;

/// <summary><c>/_simulator/organisations/{org}/usage</c>.</summary>
internal static class LimitsEndpoints
{
    public static void MapLimits(this RouteGroupBuilder control, LimitsDesk limits)
    {
        control.MapGet("/organisations/{org}/usage", (string org) => ControlEndpoints.Answer(limits.Usage(org)));
        control.MapPatch("/organisations/{org}/usage", async (string org, HttpContext http) =>
            ControlEndpoints.Answer(limits.Change(org, await ControlEndpoints.Read<UsageChange>(http))));
        control.MapPost("/organisations/{org}/usage/refill", (string org) => ControlEndpoints.Answer(limits.Refill(org)));
    }
}
