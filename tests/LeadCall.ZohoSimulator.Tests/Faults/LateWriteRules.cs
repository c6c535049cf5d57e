using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Tests.Faults;

/// <summary>Writes that commit after their client was told something else.</summary>
public sealed class LateWriteRules : IDisposable
{
    private static readonly object Late = new { match = new { writes_only = true }, outcome = new { write = "late", write_after_seconds = new { from = 90, to = 90 }, answer = "reset" }, times = 1 };

    private readonly string directory = Directory.CreateTempSubdirectory("zoho-simulator-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task It_commits_when_its_time_has_come_and_the_ledger_has_that_time()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var start = zoho.Clock.GetUtcNow();
        await desk.Fault(Late);
        await Should.ThrowAsync<HttpRequestException>(desk.Insert("Leads", new { Last_Name = "x" }));

        zoho.Clock.Advance(TimeSpan.FromSeconds(89));
        desk.Made("Leads").ShouldBe(0);
        (await desk.Get("late-writes"))[0].GetProperty("due").GetDateTimeOffset().ShouldBe(start.AddSeconds(90));
        zoho.Clock.Advance(TimeSpan.FromSeconds(2));
        await desk.Post("late-writes/commit", new { });
        zoho.Control.Ledger("clinic").Single().At.ShouldBeInRange(start.AddSeconds(90), start.AddSeconds(91));
        (await desk.Get("late-writes")).GetArrayLength().ShouldBe(0);
        (await desk.Get("requests")).GetProperty("requests").EnumerateArray().SelectMany(request => request.GetProperty("interference").EnumerateArray())
            .Select(note => note.GetString()).ShouldContain("late write: 201");
    }

    [Fact]
    public async Task It_can_be_told_to_commit_now()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(Late);
        await Should.ThrowAsync<HttpRequestException>(desk.Insert("Leads", new { Last_Name = "x" }));
        (await desk.Post("late-writes/commit", new { })).GetProperty("committed").GetInt32().ShouldBe(1);
        desk.Made("Leads").ShouldBe(1);
    }

    [Fact]
    public async Task One_that_the_rules_refuse_by_then_writes_nothing()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        await desk.Fault(Late);
        await Should.ThrowAsync<HttpRequestException>(desk.Insert("Calls", WireExamples.Call("Missed", lead, null)));
        zoho.Control.Remove("clinic", "Leads", lead);
        await desk.Post("late-writes/commit", new { });
        desk.Made("Calls").ShouldBe(0);
        (await desk.Get("requests")).ToString().ShouldContain("late write: 400");
    }

    [Fact]
    public async Task One_whose_organisation_was_made_anew_writes_nothing()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(Late);
        await Should.ThrowAsync<HttpRequestException>(desk.Insert("Leads", new { Last_Name = "x" }));
        zoho.Control.CreateOrganisation(Zoho.Clinic);
        await desk.Post("late-writes/commit", new { });
        zoho.Control.Records("clinic", "Leads").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_pending_when_the_simulator_stops_is_carried_out_and_kept()
    {
        var options = new SimulatorOptions { DataDirectory = directory };
        var clock = new HandClock(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        await using (var zoho = await Zoho.Start(options: options, clock: clock))
        {
            zoho.Control.AddFault(new RequestMatch { Module = "Leads" }, Outcome.LateWrite(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(90), AnswerForm.Error));
            ((int)(await zoho.Post("Leads", new { data = new[] { new { Last_Name = "x" } } })).Status).ShouldBe(500);
            zoho.Control.LateWrites().Count.ShouldBe(1);
        }

        await using var again = await Zoho.Restart(options, clock);
        again.Control.Ledger("clinic", "Leads").Count.ShouldBe(1);
        again.Control.Records("clinic", "Leads").Count.ShouldBe(1);
    }
}
