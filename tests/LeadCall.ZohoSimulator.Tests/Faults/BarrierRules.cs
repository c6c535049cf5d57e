using System.Net;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Tests.Faults;

/// <summary>A request that is held can end in every way, at a moment the test chooses.</summary>
public sealed class BarrierRules
{
    private static readonly object Leads = new { organisation = "clinic", module = "Leads", writes_only = true };

    [Fact]
    public async Task A_request_held_before_its_write_has_written_nothing_and_goes_on_when_released()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = Leads, moment = "before" });
        var sent = desk.Insert("Leads", new { Last_Name = "x", Description = "LeadCall ref 1" });

        var held = (await desk.Reached(barrier)).Single();
        held.GetProperty("items").GetInt32().ShouldBe(1);
        held.GetProperty("body").GetString()!.ShouldContain("LeadCall ref 1");
        held.GetProperty("is_waiting").GetBoolean().ShouldBeTrue();
        desk.Made("Leads").ShouldBe(0);
        sent.IsCompleted.ShouldBeFalse();

        await desk.Post($"barriers/{barrier}/release", new { });
        desk.Made("Leads").ShouldBe(1);
        (await sent).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_request_held_after_its_write_has_written_and_answered_nothing()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = Leads, moment = "after" });
        var sent = desk.Insert("Leads", new { Last_Name = "x" });

        await desk.Reached(barrier);
        desk.Made("Leads").ShouldBe(1);
        sent.IsCompleted.ShouldBeFalse();
        await desk.Post($"barriers/{barrier}/release", new { outcome = new { answer = "reset" } });
        await Should.ThrowAsync<HttpRequestException>(sent);
        desk.Made("Leads").ShouldBe(1);
    }

    [Theory]
    [InlineData("done", "reset", 1)]
    [InlineData("not_done", "reset", 0)]
    [InlineData("done", "error", 1)]
    [InlineData("not_done", "error", 0)]
    [InlineData("done", "html", 1)]
    [InlineData("not_done", "html", 0)]
    public async Task Released_before_its_write_it_ends_as_chosen(string write, string answer, int made)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = Leads });
        var sent = desk.Insert("Leads", new { Last_Name = "x" });
        await desk.Reached(barrier);

        await desk.Post($"barriers/{barrier}/release", new { outcome = new { write, answer } });
        desk.Made("Leads").ShouldBe(made);
        switch (answer)
        {
            case "reset": await Should.ThrowAsync<HttpRequestException>(sent); break;
            case "error": (await sent).Code.ShouldBe("INTERNAL_ERROR"); break;
            default: (await sent).Text.ShouldStartWith("<!doctype html>"); break;
        }
    }

    [Theory]
    [InlineData("before", "done", 1)]
    [InlineData("before", "not_done", 0)]
    [InlineData("after", "done", 1)]
    public async Task A_client_that_died_meanwhile_changes_nothing(string moment, string write, int made)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        using var client = new CancellationTokenSource();
        var barrier = await desk.Barrier(new { match = Leads, moment });
        var sent = desk.Insert("Leads", new { Last_Name = "x" }, client.Token);
        await desk.Reached(barrier);

        await client.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sent);
        await zoho.Control.Barrier(barrier).Held[0].ClientGone(TestContext.Current.CancellationToken);
        await desk.Post($"barriers/{barrier}/release", new { outcome = new { write, answer = "reset" } });
        desk.Made("Leads").ShouldBe(made);
    }

    [Fact]
    public async Task Several_requests_are_held_at_once_and_released_one_by_one()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = Leads, requests = 2 });
        var sent = new[] { desk.Insert("Leads", new { Last_Name = "a" }), desk.Insert("Leads", new { Last_Name = "b" }) };
        var held = await desk.Reached(barrier, requests: 2);
        (await desk.Insert("Leads", new { Last_Name = "c" })).Status.ShouldBe(HttpStatusCode.Created);

        var second = held.Single(request => request.GetProperty("body").GetString()!.Contains("\"b\""));
        await desk.Post($"barriers/{barrier}/release", new { request = second.GetProperty("number").GetInt64() });
        (await sent[1]).Status.ShouldBe(HttpStatusCode.Created);
        sent[0].IsCompleted.ShouldBeFalse();
        await desk.Delete($"barriers/{barrier}");
        (await sent[0]).Status.ShouldBe(HttpStatusCode.Created);
        zoho.Control.Ledger("clinic").Select(entry => entry.Sent.GetProperty("Last_Name").GetString()).ShouldBe(["c", "b", "a"]);
    }

    [Fact]
    public async Task The_request_that_carries_one_record_is_chosen_by_a_text_of_it_however_it_is_escaped()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = new { body_contains = "+919876543210" } });
        (await desk.Insert("Leads", new { Last_Name = "x", Phone = "+919876543211" })).Status.ShouldBe(HttpStatusCode.Created);
        var sent = zoho.Post("Leads", """{"data":[{"Last_Name":"y"},{"Last_Name":"z","Phone":"\u002B919876543210"}]}""");

        (await desk.Reached(barrier)).Single().GetProperty("items").GetInt32().ShouldBe(2);
        await desk.Delete($"barriers/{barrier}");
        (await sent).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_token_request_can_be_held_and_shows_no_body()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = new { organisation = "clinic", operation = "token" } });
        var refresh = zoho.Accounts("/oauth/v2/token", TokenFaults.RefreshForm(zoho));

        (await desk.Reached(barrier)).Single().GetProperty("body").GetString().ShouldBe("");
        await desk.Post($"barriers/{barrier}/release", new { });
        (await refresh).Json.TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Held_requests_are_let_go_when_the_simulator_stops()
    {
        using var client = new HttpClient();
        Task<Answer> sent;
        RequestBarrier barrier;
        await using (var zoho = await Zoho.Start())
        {
            barrier = zoho.Control.Hold(new RequestMatch { Module = "Leads" }, Moment.Before);
            sent = zoho.Post("Leads", new { data = new[] { new { Last_Name = "x" } } });
            (await barrier.Reached(TestContext.Current.CancellationToken)).IsWaiting.ShouldBeTrue();
            await zoho.Host.DisposeAsync();
            zoho.Control.Ledger("clinic").ShouldBeEmpty();
            await Should.ThrowAsync<HttpRequestException>(sent);
        }
    }

    [Fact]
    public async Task What_met_a_request_stands_in_the_request_log()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var barrier = await desk.Barrier(new { match = Leads });
        var sent = desk.Insert("Leads", new { Last_Name = "x" });
        await desk.Reached(barrier);
        await desk.Post($"barriers/{barrier}/release", new { outcome = new { write = "done", answer = "error", status = 503 } });
        (await sent).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await desk.Interference()).ShouldBe($"barrier {barrier}: held before its write; released: write Done, answer Error");
    }

    [Fact]
    public async Task A_barrier_that_makes_no_sense_is_refused()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var refused = await desk.TryPost("barriers", new { match = new { module = "Leeds" } });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("There is no module");

        var barrier = await desk.Barrier(new { match = Leads, moment = "after" });
        var sent = desk.Insert("Leads", new { Last_Name = "x" });
        await desk.Reached(barrier);
        var late = await desk.TryPost($"barriers/{barrier}/release", new { outcome = new { write = "not_done", answer = "reset" } });
        (await late.Content.ReadAsStringAsync()).ShouldContain("held after its write");
        await desk.Delete($"barriers/{barrier}");
        (await sent).Status.ShouldBe(HttpStatusCode.Created);
    }
}
