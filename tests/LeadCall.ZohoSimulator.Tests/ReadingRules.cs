using System.Net;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 3.6 and 8.3: lists, single records, deletions.</summary>
public sealed class ReadingRules
{
    [Fact]
    public async Task A_list_without_fields_is_refused_and_an_empty_one_has_no_body()
    {
        await using var zoho = await Zoho.Start();

        var refused = await zoho.Get("Leads");
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Code.ShouldBe("REQUIRED_PARAM_MISSING");
        refused.Json.GetProperty("details").GetProperty("param_name").GetString().ShouldBe("fields");
        (await zoho.Get("Leads?fields=" + string.Join(',', Enumerable.Range(0, 51).Select(i => $"F{i}")))).Code.ShouldBe("LIMIT_EXCEEDED");

        var empty = await zoho.Get("Leads?fields=Last_Name");
        empty.Status.ShouldBe(HttpStatusCode.NoContent);
        empty.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_reach_two_thousand_records_and_tokens_the_rest_without_loss_or_double()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.Seed("clinic", "Leads", Enumerable.Range(0, 2_105).Select(i => new Control.SeedRecord { Fields = new() { ["Last_Name"] = $"L{i}" } }));

        (await zoho.Get("Leads?fields=Last_Name&page=10")).Json.GetProperty("data").GetArrayLength().ShouldBe(200);
        (await zoho.Get("Leads?fields=Last_Name&page=11")).Code.ShouldBe("DISCRETE_PAGINATION_LIMIT_EXCEEDED");

        var ids = new List<string>();
        string? token = null;
        do
        {
            var answer = await zoho.Get("Leads?fields=Last_Name" + (token is null ? "" : $"&page_token={token}"));
            ids.AddRange(answer.Json.GetProperty("data").EnumerateArray().Select(record => record.GetProperty("id").GetString()!));
            var info = answer.Json.GetProperty("info");
            token = info.GetProperty("next_page_token").GetString();
            info.GetProperty("more_records").GetBoolean().ShouldBe(token is not null);
        }
        while (token is not null);

        ids.Count.ShouldBe(2_105);
        ids.Distinct().Count().ShouldBe(2_105);
        ids.ShouldBe(ids.OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_token_is_bound_to_its_parameters_and_a_day()
    {
        await using var zoho = await Zoho.Start();
        zoho.Control.Seed("clinic", "Leads", Enumerable.Range(0, 3).Select(i => new Control.SeedRecord { Fields = new() { ["Last_Name"] = $"L{i}" } }));
        var token = (await zoho.Get("Leads?fields=Last_Name&per_page=2")).Json.GetProperty("info").GetProperty("next_page_token").GetString();

        (await zoho.Get($"Leads?fields=Last_Name,Phone&per_page=2&page_token={token}")).Code.ShouldBe("TOKEN_BOUND_DATA_MISMATCH");
        (await zoho.Get($"Leads?fields=Last_Name&per_page=2&page_token={token}")).Json.GetProperty("data").GetArrayLength().ShouldBe(1);

        zoho.Clock.Advance(TimeSpan.FromHours(25));
        zoho.Connect();
        (await zoho.Get($"Leads?fields=Last_Name&per_page=2&page_token={token}")).Code.ShouldBe("EXPIRED_VALUE");
    }

    [Fact]
    public async Task If_modified_since_gives_what_changed_after_and_304_when_nothing_did()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "old" });
        zoho.Clock.Advance(TimeSpan.FromMinutes(1));
        await zoho.Make("Leads", new { Last_Name = "new" });

        var changed = await zoho.Get("Leads?fields=Last_Name", ("If-Modified-Since", "2026-01-20T15:30:05+05:30"));
        changed.Json.GetProperty("data").GetArrayLength().ShouldBe(1);
        changed.Item(0).GetProperty("Last_Name").GetString().ShouldBe("new");
        var none = await zoho.Get("Leads?fields=Last_Name", ("If-Modified-Since", "2026-01-20T10:01:05+00:00"));
        none.Status.ShouldBe(HttpStatusCode.NotModified);
        none.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Converted_leads_are_listed_only_when_asked_for()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "open" });
        var converted = await zoho.Make("Leads", new { Last_Name = "converted" });
        zoho.Control.Change("clinic", "Leads", converted, new() { ["Converted__s"] = true });

        async Task<string[]> Names(string converted) =>
            [.. (await zoho.Get($"Leads?fields=Last_Name,Converted__s{converted}")).Json.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("Last_Name").GetString()!)];
        (await Names("")).ShouldBe(["open"]);
        (await Names("&converted=true")).ShouldBe(["converted"]);
        (await Names("&converted=both")).ShouldBe(["converted", "open"]);
        (await zoho.Get($"Leads/{converted}?fields=Converted__s")).Item(0).GetProperty("Converted__s").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Records_are_read_by_id_and_an_unknown_id_is_empty_unless_switched()
    {
        await using var zoho = await Zoho.Start();
        var a = await zoho.Make("Leads", new { Last_Name = "a" });
        await zoho.Make("Leads", new { Last_Name = "b" });
        var c = await zoho.Make("Leads", new { Last_Name = "c" });

        (await zoho.Get($"Leads?fields=Last_Name&ids={a},{c},999")).Json.GetProperty("data").GetArrayLength().ShouldBe(2);
        (await zoho.Get("Leads/999")).Status.ShouldBe(HttpStatusCode.NoContent);
        zoho.Switch(switches => switches with { UnknownIdIsInvalidData = true });
        (await zoho.Get("Leads/999")).Code.ShouldBe("INVALID_DATA");
    }

    [Fact]
    public async Task Deleted_records_are_listed_with_who_and_when_and_become_permanent_after_sixty_days()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Gone" });
        var other = await zoho.Make("Leads", new { Last_Name = "Also" });
        (await zoho.Get("Leads/deleted?type=all")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await zoho.Delete($"Leads?ids={lead},999")).Status.ShouldBe(HttpStatusCode.MultiStatus);
        zoho.Control.Remove("clinic", "Leads", other);

        var deleted = await zoho.Get("Leads/deleted?type=all");
        deleted.Json.GetProperty("data").GetArrayLength().ShouldBe(2);
        var row = deleted.Item(1);
        row.GetProperty("id").GetString().ShouldBe(lead);
        row.GetProperty("display_name").GetString().ShouldBe("Gone");
        row.GetProperty("type").GetString().ShouldBe("recycle");
        row.GetProperty("deleted_time").GetString().ShouldBe("2026-01-20T15:30:05+05:30");
        zoho.Control.Ledger("clinic", action: "delete").Single().RecordId.ShouldBe(lead);

        zoho.Clock.Advance(TimeSpan.FromDays(61));
        zoho.Connect();
        (await zoho.Get("Leads/deleted?type=recycle")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get("Leads/deleted?type=permanent")).Json.GetProperty("data").GetArrayLength().ShouldBe(2);
        zoho.Clock.Advance(TimeSpan.FromDays(60));
        zoho.Connect();
        (await zoho.Get("Leads/deleted?type=all")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("GET", "Nothings?fields=id", 400, "INVALID_MODULE")]
    [InlineData("PATCH", "Leads", 400, "INVALID_REQUEST_METHOD")]
    [InlineData("GET", "Leads/1/2/3/4", 404, "INVALID_URL_PATTERN")]
    [InlineData("GET", "settings/fields", 400, "REQUIRED_PARAM_MISSING")]
    [InlineData("GET", "Leads?fields=id&per_page=201", 400, "INVALID_DATA")]
    [InlineData("GET", "Leads?fields=id&sort_by=Phone", 400, "INVALID_DATA")]
    public async Task A_wrong_address_is_refused_flat(string method, string path, int status, string code)
    {
        await using var zoho = await Zoho.Start();
        var answer = await zoho.Send(new HttpMethod(method), path, null);
        ((int)answer.Status).ShouldBe(status);
        answer.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_hidden_module_is_invalid_flat_on_reads_and_inside_data_on_writes()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with { HiddenModules = ["Campaigns"] });
        (await zoho.Get("Campaigns?fields=id")).Code.ShouldBe("INVALID_MODULE");
        (await zoho.Post("Campaigns", """{"data":[{"Campaign_Name":"x"}]}""")).Item(0).GetProperty("code").GetString().ShouldBe("INVALID_MODULE");
        (await zoho.Get("settings/modules")).Json.GetProperty("modules").EnumerateArray().Select(m => m.GetProperty("api_name").GetString()).ShouldNotContain("Campaigns");
    }

    [Fact]
    public async Task Each_user_sees_times_in_the_own_zone()
    {
        await using var zoho = await Zoho.Start(Zoho.Clinic with
        {
            Users = [new() { Name = "Ada", Email = "ada@clinic.test", Admin = true }, new() { Name = "Kim", Email = "kim@clinic.test", TimeZone = "America/New_York" }],
        });
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        zoho.Connect("kim@clinic.test");
        (await zoho.Get($"Leads/{lead}?fields=Created_Time")).Item(0).GetProperty("Created_Time").GetString().ShouldBe("2026-01-20T05:00:05-05:00");
    }

    [Fact]
    public async Task A_null_stands_for_an_empty_field_and_an_unknown_one_is_left_out()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "x" });
        var shown = (await zoho.Get($"Leads/{lead}?fields=Phone,Shoe_Size,Full_Name")).Item(0);
        shown.GetProperty("Phone").ValueKind.ShouldBe(JsonValueKind.Null);
        shown.TryGetProperty("Shoe_Size", out _).ShouldBeFalse();
        shown.GetProperty("Full_Name").GetString().ShouldBe("x");
    }
}
