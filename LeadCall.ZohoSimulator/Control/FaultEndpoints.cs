using LeadCall.ZohoSimulator.World.Faults;
using static LeadCall.ZohoSimulator.Control.ControlEndpoints;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>Faults, outages and late writes over HTTP.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder control, ControlDesk desk)
    {
        control.MapGet("/faults", () => Answer(desk.Faults()));
        control.MapPost("/faults", Taking<FaultSpec>(spec => Answer(desk.AddFault(spec))));
        control.MapGet("/faults/{id:long}", (long id) => Answer(desk.Fault(id)));
        control.MapDelete("/faults/{id:long}", (long id) => Answer(desk.RemoveFault(id)));
        control.MapDelete("/faults", () => Answer(desk.Faults().Select(fault => desk.RemoveFault(fault.Id)).ToList()));

        control.MapGet("/down", () => Answer(desk.Down()));
        control.MapPut("/organisations/{org}/down", async (string org, HttpContext http) =>
            Down(desk, (await Read<DownRequest>(http)).Form, form => desk.SetDown(org, form)));
        control.MapDelete("/organisations/{org}/down", (string org) => Down(desk, null, form => desk.SetDown(org, form)));
        control.MapPut("/data-centres/{location}/down", async (string location, HttpContext http) =>
            Down(desk, (await Read<DownRequest>(http)).Form, form => desk.SetDataCentreDown(location, form)));
        control.MapDelete("/data-centres/{location}/down", (string location) => Down(desk, null, form => desk.SetDataCentreDown(location, form)));

        control.MapGet("/late-writes", () => Answer(desk.LateWrites()));
        control.MapPost("/late-writes/commit", async () => Answer(new { committed = await desk.CommitLateWrites() }));
    }

    private sealed record DownRequest(OutageForm Form = OutageForm.Unavailable);

    private static IResult Down(ControlDesk desk, OutageForm? form, Action<OutageForm?> set)
    {
        set(form);
        return Answer(desk.Down());
    }
}
