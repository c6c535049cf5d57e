using System.Net;
using System.Text.Json;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Tests.Faults;

/// <summary>Each fault as a client sees it, and what the ledger says of the write.</summary>
public sealed class FaultRules
{
    private static readonly object Leads = new { organisation = "clinic", module = "Leads" };

    [Theory]
    [InlineData(500, "INTERNAL_ERROR")]
    [InlineData(502, "SERVICE_UNAVAILABLE")]
    [InlineData(503, "SERVICE_UNAVAILABLE")]
    [InlineData(504, "SERVICE_UNAVAILABLE")]
    public async Task An_error_comes_before_or_after_the_write(int status, string code)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = Leads, outcome = new { write = "not_done", answer = "error", status }, times = 1 });
        await desk.Fault(new { match = Leads, outcome = new { write = "done", answer = "error", status }, times = 1 });

        var before = await desk.Insert("Leads", new { Last_Name = "x" });
        ((int)before.Status, before.Code, desk.Made("Leads")).ShouldBe((status, code, 0));
        var after = await desk.Insert("Leads", new { Last_Name = "x" });
        ((int)after.Status, after.Code, desk.Made("Leads")).ShouldBe((status, code, 1));
        (await desk.Insert("Leads", new { Last_Name = "x" })).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("done", 1)]
    [InlineData("not_done", 0)]
    public async Task The_connection_is_reset(string write, int made)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var fault = await desk.Fault(new { match = Leads, outcome = new { write, answer = "reset" } });
        await Should.ThrowAsync<HttpRequestException>(desk.Insert("Leads", new { Last_Name = "x" }));
        desk.Made("Leads").ShouldBe(made);
        (await desk.Interference()).ShouldContain($"fault {fault}: write");
    }

    [Fact]
    public async Task After_its_write_the_client_waits_until_it_gives_up()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        using var patience = new CancellationTokenSource();
        await desk.Fault(new { match = Leads, outcome = new { write = "done", answer = "silence" } });
        var barrier = await desk.Barrier(new { match = Leads, moment = "after" });
        var sent = desk.Insert("Leads", new { Last_Name = "x" }, patience.Token);
        await desk.Reached(barrier);
        await desk.Delete($"barriers/{barrier}");
        desk.Made("Leads").ShouldBe(1);

        sent.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sent);
    }

    [Fact]
    public async Task Without_a_write_the_client_waits_until_it_gives_up()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        await desk.Fault(new { match = Leads, outcome = new { write = "not_done", answer = "silence" } });
        await Should.ThrowAsync<OperationCanceledException>(desk.Insert("Leads", new { Last_Name = "x" }, patience.Token));
        desk.Made("Leads").ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_answer_takes_as_long_as_its_range_says()
    {
        await using var host = await SimulatorHost.StartAsync();
        host.Control.CreateOrganisation(Zoho.Clinic);
        using var http = new HttpClient { BaseAddress = host.ApiUrl() };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Zoho-oauthtoken " + host.Control.Connect("clinic").AccessToken);
        host.Control.AddFault(new RequestMatch { Operation = "org" }, Outcome.Slow(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.3)));
        (await http.GetAsync("/crm/v8/org")).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Control.RequestsSince(0).Single().Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.19));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(502)]
    public async Task A_gateways_page_comes_instead_of_json(int status)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = Leads, outcome = new { answer = "html", status } });
        var answer = await desk.Insert("Leads", new { Last_Name = "x" });
        ((int)answer.Status, desk.Made("Leads")).ShouldBe((status, 1));
        answer.Text.ShouldStartWith("<!doctype html>");
    }

    [Fact]
    public async Task An_answer_is_cut_within_its_json()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = Leads, outcome = new { answer = "cut_json" } });
        var answer = await desk.Insert("Leads", new { Last_Name = "x" });
        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Text.ShouldStartWith("{\"data\":[");
        Should.Throw<JsonException>(() => answer.Json);
        desk.Made("Leads").ShouldBe(1);
    }

    [Theory]
    [InlineData("item_missing", 1)]
    [InlineData("item_too_many", 3)]
    public async Task A_list_of_results_has_a_wrong_length(string form, int results)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = Leads, outcome = new { answer = form } });
        var answer = await zoho.Post("Leads", new { data = new[] { new { Last_Name = "x" }, new { Last_Name = "y" } } });
        answer.Json.GetProperty("data").GetArrayLength().ShouldBe(results);
        desk.Made("Leads").ShouldBe(2);
    }

    [Theory]
    [InlineData("too_many_requests", "code", "TOO_MANY_REQUESTS")]
    [InlineData("rate_limit_exceeded", "code", "RATE_LIMIT_EXCEEDED")]
    [InlineData("number_as_code", "error", "TOO_MANY_REQUESTS")]
    public async Task Too_many_requests_is_said_in_three_forms(string form, string property, string word)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        await desk.Fault(new { match = Leads, outcome = new { answer = "rate_limited", rate_limit = form } });
        var answer = await desk.Insert("Leads", new { Last_Name = "x" });
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Json.GetProperty(property).GetString().ShouldBe(word);
        desk.Made("Leads").ShouldBe(0);
    }

    [Fact]
    public async Task A_rule_strikes_as_often_as_it_says_and_counts()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var fault = await desk.Fault(new { match = new { module = "Leads", method = "post" }, outcome = new { write = "not_done", answer = "error" }, times = 2 });
        for (var i = 0; i < 3; i++)
        {
            await desk.Insert("Leads", new { Last_Name = "x" });
            await desk.Insert("Contacts", new { Last_Name = "x" });
        }

        (desk.Made("Leads"), desk.Made("Contacts")).ShouldBe((1, 3));
        var state = await desk.Get($"faults/{fault}");
        (state.GetProperty("matched").GetInt64(), state.GetProperty("hits").GetInt64()).ShouldBe((2, 2));
        (await desk.Delete($"faults/{fault}")).GetProperty("hits").GetInt64().ShouldBe(2);
        (await desk.Get("faults")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var rule = new { match = Leads, outcome = new { write = "not_done", answer = "error" }, probability = 0.5, seed = 7 };
        var first = await Run();
        var second = await Run();
        second.ShouldBe(first);
        first.ShouldContain('x');
        first.ShouldContain('.');

        async Task<string> Run()
        {
            var fault = await desk.Fault(rule);
            var statuses = "";
            for (var i = 0; i < 30; i++)
            {
                statuses += (await desk.Insert("Leads", new { Last_Name = "x" })).Status == HttpStatusCode.Created ? '.' : 'x';
            }

            (await desk.Get($"faults/{fault}")).GetProperty("hits").GetInt32().ShouldBe(statuses.Count(each => each == 'x'));
            await desk.Delete("faults");
            return statuses;
        }
    }

    [Theory]
    [InlineData("""{"outcome":{"answer":"cut_json","write":"not_done"}}""", "made from the true one")]
    [InlineData("""{"outcome":{"answer":"reset","write":"late"}}""", "needs write_after_seconds")]
    [InlineData("""{"outcome":{"answer":"rate_limited","write":"done"}}""", "turned away")]
    [InlineData("""{"outcome":{"answer":"token_error","token_error":"x"}}""", "Only the token endpoint")]
    [InlineData("""{"outcome":{"answer":"error","status":200}}""", "is no error")]
    [InlineData("""{"outcome":{"answer":"reset","answer_after_seconds":{"from":3,"to":1}}}""", "The range")]
    [InlineData("""{"match":{"operation":"leads"},"outcome":{"answer":"reset"}}""", "There is no operation")]
    [InlineData("""{"match":{"organisation":"clinnic"},"outcome":{"answer":"reset"}}""", "There is no organisation")]
    [InlineData("""{"match":{"data_centre":"mars"},"outcome":{"answer":"reset"}}""", "There is no data centre")]
    [InlineData("""{"match":{"operation":"token","body_contains":"x"},"outcome":{"answer":"reset"}}""", "its body holds secrets")]
    [InlineData("""{"outcome":{"answer":"reset"},"probability":2}""", "probability is 0 to 1")]
    [InlineData("""{"outcome":{"answr":"reset"}}""", "answr")]
    public async Task A_rule_that_makes_no_sense_is_refused_with_the_reason(string rule, string reason)
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        var refused = await desk.TryPost("faults", JsonDocument.Parse(rule).RootElement);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain(reason);
    }
}
