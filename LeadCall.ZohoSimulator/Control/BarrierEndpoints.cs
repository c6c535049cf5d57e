using LeadCall.ZohoSimulator.World.Faults;
using Microsoft.AspNetCore.Mvc;
using static LeadCall.ZohoSimulator.Control.ControlEndpoints;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>Barriers over HTTP; waiting for one is a long poll.</summary>
internal static class BarrierEndpoints
{
    public static void MapBarriers(this IEndpointRouteBuilder control, ControlDesk desk)
    {
        control.MapGet("/barriers", () => Answer(desk.Barriers().Select(View)));
        control.MapPost("/barriers", Taking<BarrierSpec>(spec => Answer(View(desk.Hold(spec)))));
        control.MapGet("/barriers/{id:long}", (long id) => Answer(View(desk.Barrier(id))));
        control.MapGet("/barriers/{id:long}/reached", (long id, int? requests, [FromQuery(Name = "timeout_seconds")] double? timeout, HttpContext http) =>
            Reached(desk, desk.Barrier(id), requests ?? 1, TimeSpan.FromSeconds(timeout ?? 30), http));
        control.MapPost("/barriers/{id:long}/release", async (long id, HttpContext http) =>
        {
            var barrier = desk.Barrier(id);
            var asked = await Read<ReleaseRequest>(http);
            await (asked.Request is { } number ? Held(barrier, number).Release(asked.Outcome) : barrier.Release(asked.Outcome));
            return Answer(View(barrier));
        });
        control.MapDelete("/barriers/{id:long}", async (long id) =>
        {
            var barrier = desk.Barrier(id);
            await desk.RemoveBarrier(id);
            return Answer(View(barrier));
        });
    }

    private sealed record ReleaseRequest(long? Request, Outcome? Outcome);

    private static async Task<IResult> Reached(ControlDesk desk, RequestBarrier barrier, int requests, TimeSpan limit, HttpContext http)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, desk.Stopping);
        ends.CancelAfter(limit);
        try
        {
            await barrier.Reached(requests, ends.Token);
            return Answer(View(barrier));
        }
        catch (OperationCanceledException)
        {
            return Results.Json(
                new { error = $"Barrier {barrier.Id} has held {barrier.Held.Count} of {requests} requests so far. Ask again, or look at its match." },
                statusCode: StatusCodes.Status408RequestTimeout);
        }
    }

    private static HeldRequest Held(RequestBarrier barrier, long number) => barrier.Held.FirstOrDefault(held => held.Number == number)
        ?? throw new ArgumentException($"Barrier {barrier.Id} holds no request {number}.");

    private static object View(RequestBarrier barrier) => new
    {
        barrier.Id,
        barrier.Spec,
        Held = barrier.Held.Select(held => new
        {
            held.Number, held.IsWaiting, held.Organisation, held.Method, held.Operation, held.Module, held.Items, held.Body,
        }),
    };
}
