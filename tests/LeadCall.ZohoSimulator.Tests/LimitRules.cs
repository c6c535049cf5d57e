using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Limits;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 5: what calls cost, how many may be in flight, and what a call beyond that is told.</summary>
public sealed class LimitRules
{
    [Theory]
    [InlineData("Free", 2, 0, 5_000, 5)]
    [InlineData("Standard", 2, 0, 50_500, 10)]
    [InlineData("Standard", 2, 60_000, 100_000, 10)]
    [InlineData("Professional", 2, 0, 51_000, 15)]
    [InlineData("Enterprise", 2, 1_000, 53_000, 20)]
    [InlineData("Zoho One", 2, 0, 52_000, 20)]
    [InlineData("Ultimate", 2, 0, 54_000, 25)]
    public async Task The_edition_and_its_licences_decide_the_limits(string edition, int users, long addOns, long credits, int concurrent)
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { Edition = edition, AddOnCredits = addOns, Users = Zoho.Clinic.Users.Take(users).ToList() });

        var usage = zoho.Control.Limits.Usage("clinic");

        usage.Credits.ShouldBe(credits);
        usage.Left.ShouldBe(credits);
        usage.ConcurrentLimit.ShouldBe(concurrent);
        usage.ComplexLimit.ShouldBe(10);
    }

    [Fact]
    public async Task An_unknown_edition_is_refused_with_those_there_are()
    {
        await using var zoho = await Zoho.Start();
        Should.Throw<ArgumentException>(() => zoho.Control.CreateOrganisation(Zoho.Clinic with { Edition = "Gold" })).Message.ShouldContain("Enterprise");
    }

    [Theory]
    [InlineData("GET", "Leads?fields=Last_Name", null, 1)]
    [InlineData("GET", "Leads?fields=Last_Name&cvid=1", null, 3)]
    [InlineData("GET", "Leads/deleted", null, 2)]
    [InlineData("GET", "Leads/search?phone=123", null, 1)]
    [InlineData("GET", "users?type=AllUsers", null, 1)]
    [InlineData("GET", "settings/fields?module=Leads", null, 1)]
    [InlineData("POST", "coql", "select id from Leads where Last_Name = 'a'", 1)]
    [InlineData("POST", "coql", "select id from Leads where Last_Name = 'a' limit 201", 2)]
    [InlineData("POST", "coql", "select id from Leads where Last_Name = 'a' limit 2000", 3)]
    [InlineData("POST", "coql", "select id", 1)]
    [InlineData("POST", "Leads", "1", 1)]
    [InlineData("POST", "Leads", "10", 1)]
    [InlineData("POST", "Leads", "11", 2)]
    [InlineData("POST", "Leads", "100", 10)]
    [InlineData("POST", "Leads/upsert", "25", 3)]
    [InlineData("PUT", "Leads", "30", 3)]
    [InlineData("POST", "Leads/1/actions/convert", "1", 5)]
    [InlineData("DELETE", "Leads?ids=1,2", null, 1)]
    [InlineData("GET", "Nothings?fields=x", null, 1)]
    public async Task A_call_costs_its_price(string method, string path, string? content, long credits)
    {
        await using var zoho = await Zoho.Start();
        object? body = content is null ? null
            : path == "coql" ? new { select_query = content }
            : new { data = Enumerable.Range(0, int.Parse(content, System.Globalization.CultureInfo.InvariantCulture)).Select(i => new { Last_Name = $"L{i}" }) };

        await zoho.Send(new HttpMethod(method), path, body);

        zoho.Control.Limits.Usage("clinic").Used.ShouldBe(credits);
    }

    [Fact]
    public async Task Credits_run_out_and_come_back_as_the_window_rolls_on()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.Limits.Change("clinic", new UsageChange { Left = 3 });
        zoho.Clock.Advance(TimeSpan.FromHours(1));
        zoho.AccessToken = zoho.Control.Connect("clinic").AccessToken;
        (await zoho.Get("Leads?fields=Last_Name")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get("Leads/deleted")).Status.ShouldBe(HttpStatusCode.NoContent);

        var refused = await zoho.Post("Leads", new { data = new[] { new { Last_Name = "x" } } });

        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Code.ShouldBe("TOO_MANY_REQUESTS");
        zoho.Control.Records("clinic", "Leads").ShouldBeEmpty();
        zoho.Control.Limits.Usage("clinic").RefusedForCredits.ShouldBe(1);

        // What others used an hour earlier is forgotten first; our own three credits stay used.
        zoho.Clock.Advance(TimeSpan.FromHours(23));
        zoho.Control.Limits.Usage("clinic").Used.ShouldBe(3);
        zoho.Clock.Advance(TimeSpan.FromHours(1));
        zoho.Control.Limits.Usage("clinic").Used.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_dearer_than_what_is_left_is_refused_and_a_cheaper_one_is_not()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.Limits.Change("clinic", new UsageChange { Left = 1 });

        (await zoho.Post("Leads", new { data = Enumerable.Range(0, 11).Select(i => new { Last_Name = $"L{i}" }) })).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await zoho.Post("Leads", new { data = Enumerable.Range(0, 10).Select(i => new { Last_Name = $"L{i}" }) })).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refill_gives_everything_back()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.Limits.Change("clinic", new UsageChange { Left = 0, Occupied = 20 });
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.TooManyRequests);

        var usage = zoho.Control.Limits.Refill("clinic");

        usage.Left.ShouldBe(usage.Credits);
        usage.Occupied.ShouldBe(0);
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_header_counts_down_from_half_of_the_credits_without_add_ons()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { Edition = "Professional", AddOnCredits = 10 });
        zoho.Control.Limits.Change("clinic", new UsageChange { Left = 26_012 });

        (await zoho.Get("org")).Header("X-API-CREDITS-REMAINING").ShouldBeNull();
        (await zoho.Get("org")).Header("X-API-CREDITS-REMAINING").ShouldBe("26000");
        zoho.Control.Limits.Change("clinic", new UsageChange { Left = 5 });
        (await zoho.Get("org")).Header("X-API-CREDITS-REMAINING").ShouldBe("0");
        zoho.Control.Limits.Change("clinic", new UsageChange { Left = 0 });
        var refused = await zoho.Get("org");
        refused.Header("X-API-CREDITS-REMAINING").ShouldBe("0");
        refused.Header("Retry-After").ShouldBeNull();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Failed_calls_cost_too_unless_switched(bool cost, long used)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { FailedCallsCost = cost });

        (await zoho.Get("Leads")).Status.ShouldBe(HttpStatusCode.BadRequest);

        zoho.Control.Limits.Usage("clinic").Used.ShouldBe(used);
    }

    [Theory]
    [InlineData(RateLimitForm.TooManyRequests, """{"code":"TOO_MANY_REQUESTS","details":{},""")]
    [InlineData(RateLimitForm.RateLimitExceeded, """{"code":"RATE_LIMIT_EXCEEDED","details":{},"message":"Too many requests. Please try again later.","status":"error"}""")]
    [InlineData(RateLimitForm.NumberAsCode, """{"code":429,"error":"TOO_MANY_REQUESTS","error_info":"You have exceeded the allowed limit for the past 24 hours.","details":[]}""")]
    public async Task A_429_comes_in_three_forms(RateLimitForm form, string body)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { TooManyRequestsForm = form, CreditsPerDay = 0 });

        var refused = await zoho.Get("org");

        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Text.ShouldStartWith(body);
    }

    [Fact]
    public async Task A_switch_cannot_be_set_to_what_it_does_not_know()
    {
        await using var zoho = await Zoho.Start();
        Should.Throw<ArgumentException>(() => zoho.Switch(switches => switches with { ActivityOnMergedRecord = "perhaps" })).Message
            .ShouldBe("The switch ActivityOnMergedRecord is set to perhaps. It must be one of INVALID_DATA, moved.");
        zoho.Control.Switches("clinic").ActivityOnMergedRecord.ShouldBe("INVALID_DATA");
    }

    [Theory]
    [InlineData("Free", 4, HttpStatusCode.OK)]
    [InlineData("Free", 5, HttpStatusCode.TooManyRequests)]
    [InlineData("Enterprise", 19, HttpStatusCode.OK)]
    [InlineData("Enterprise", 20, HttpStatusCode.TooManyRequests)]
    public async Task Calls_in_flight_are_limited_by_edition(string edition, int occupied, HttpStatusCode status)
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { Edition = edition });
        zoho.Control.Limits.Change("clinic", new UsageChange { Occupied = occupied });

        (await zoho.Get("org")).Status.ShouldBe(status);

        zoho.Control.Limits.Usage("clinic").RefusedForConcurrency.ShouldBe(status == HttpStatusCode.OK ? 0 : 1);
    }

    [Theory]
    [InlineData("GET", "Leads?fields=Last_Name", 0, true, true)]
    [InlineData("GET", "Leads?fields=Last_Name&sort_by=id", 0, true, false)]
    [InlineData("GET", "Leads?fields=Last_Name&cvid=7", 0, true, false)]
    [InlineData("POST", "Leads", 10, true, true)]
    [InlineData("POST", "Leads", 11, true, false)]
    [InlineData("POST", "coql", 0, true, false)]
    [InlineData("POST", "Leads/1/actions/convert", 1, true, false)]
    [InlineData("GET", "Leads/search?phone=123", 0, true, false)]
    [InlineData("GET", "Leads/search?phone=123", 0, false, true)]
    public async Task Complex_calls_share_a_smaller_limit(string method, string path, int items, bool searchIsComplex, bool letIn)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { SearchIsComplex = searchIsComplex });
        zoho.Control.Limits.Change("clinic", new UsageChange { ComplexOccupied = 10 });
        object? body = method == "GET" ? null
            : path == "coql" ? new { select_query = "select id from Leads where Last_Name = 'a'" }
            : new { data = Enumerable.Range(0, items).Select(i => new { Last_Name = $"L{i}" }) };

        var answer = await zoho.Send(new HttpMethod(method), path, body);

        (answer.Status == HttpStatusCode.TooManyRequests).ShouldBe(!letIn, answer.Text);
        zoho.Control.Limits.Usage("clinic").RefusedForComplexConcurrency.ShouldBe(letIn ? 0 : 1);
    }

    /// <summary>Calls wait for the organisation's gate, which this test holds, so that they are in flight for certain.</summary>
    [Fact]
    public async Task The_sixth_call_in_flight_is_refused_and_the_five_are_answered()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { Edition = "Free" });
        using var open = new ManualResetEventSlim();
        var held = new TaskCompletionSource();
        var holding = Task.Factory.StartNew(
            () => zoho.Switch(switches =>
            {
                held.SetResult();
                open.Wait();
                return switches;
            }),
            TaskCreationOptions.LongRunning);
        await held.Task;

        // Of six started together one is turned away while the others wait, so its answer comes first.
        var calls = Enumerable.Range(0, 6).Select(_ => zoho.Get("org")).ToList();
        var first = await Task.WhenAny(calls);
        (await first).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        zoho.Control.Limits.Usage("clinic").InFlight.ShouldBe(5);
        open.Set();
        await holding;

        calls.Remove(first);
        (await Task.WhenAll(calls)).ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        var usage = zoho.Control.Limits.Usage("clinic");
        usage.MostInFlight.ShouldBe(5);
        usage.RefusedForConcurrency.ShouldBe(1);
        usage.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Usage_is_read_and_set_over_the_control_api()
    {
        await using var zoho = await Zoho.Start();
        using var http = new HttpClient { BaseAddress = zoho.Host.ApiUrl() };

        using var changed = await http.PatchAsJsonAsync("/_simulator/organisations/clinic/usage", new { left = 3, complex_occupied = 2 });
        changed.EnsureSuccessStatusCode();
        await zoho.Get("org");

        var usage = JsonDocument.Parse(await http.GetStringAsync("/_simulator/organisations/clinic/usage")).RootElement;
        usage.GetProperty("left").GetInt64().ShouldBe(2);
        usage.GetProperty("most_in_flight").GetInt32().ShouldBe(1);
        usage.GetProperty("complex_occupied").GetInt32().ShouldBe(2);
        using var wrong = await http.PatchAsJsonAsync("/_simulator/organisations/clinic/usage", new { left = -1 });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var refilled = await http.PostAsync("/_simulator/organisations/clinic/usage/refill", null);
        JsonDocument.Parse(await refilled.Content.ReadAsStringAsync()).RootElement.GetProperty("used").GetInt64().ShouldBe(0);
    }
}
