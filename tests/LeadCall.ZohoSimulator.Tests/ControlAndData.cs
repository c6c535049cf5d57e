using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadCall.ZohoSimulator.Control.Seeding;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>What is not Zoho's: keeping data, the control API, the seeds and the page.</summary>
public sealed class ControlAndData : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("zoho-simulator-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        var options = new SimulatorOptions { DataDirectory = directory };
        var clock = new HandClock(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        string lead, token, refresh;
        await using (var first = await Zoho.Start(options: options, clock: clock))
        {
            first.Switch(switches => switches with { SearchDelaySeconds = 60 });
            first.Control.SetAccountsSwitches(switches => switches with { LiveAccessTokens = 10 });
            lead = await first.Make("Leads", new { Last_Name = "x", Lead_Source = "Billboard" });
            await first.Make("Calls", WireExamples.Call("Missed", lead, null));
            var gone = await first.Make("Leads", new { Last_Name = "gone" });
            await first.Delete($"Leads/{gone}");
            (token, refresh) = (first.AccessToken, first.Connection.RefreshToken);
        }

        await using var zoho = await Zoho.Restart(options, clock);
        zoho.AccessToken = token;
        (await zoho.Get($"Leads/{lead}?fields=Last_Name")).Item(0).GetProperty("Last_Name").GetString().ShouldBe("x");
        (await zoho.Get("Leads/deleted?type=all")).Json.GetProperty("data").GetArrayLength().ShouldBe(1);
        zoho.Control.Switches("clinic").SearchDelaySeconds.ShouldBe(60);
        zoho.Control.AccountsSwitches.LiveAccessTokens.ShouldBe(10);
        zoho.Control.Ledger("clinic").Select(entry => entry.Action).ShouldBe(["create", "create", "create", "delete"]);
        (await zoho.Get("settings/fields?module=Leads")).Text.ShouldContain("Billboard");
        (await zoho.Accounts("/oauth/v2/token", new()
        {
            ["grant_type"] = "refresh_token", ["client_id"] = "1000.CLIENT", ["client_secret"] = "secret", ["refresh_token"] = refresh,
        })).Json.TryGetProperty("access_token", out _).ShouldBeTrue();
        string.CompareOrdinal(await zoho.Make("Leads", new { Last_Name = "next" }), lead).ShouldBeGreaterThan(0);
        zoho.Control.Ledger("clinic")[^1].Number.ShouldBe(5);
    }

    [Fact]
    public async Task A_grown_journal_is_written_anew_and_says_the_same()
    {
        var options = new SimulatorOptions { DataDirectory = directory };
        var clock = new HandClock(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        var path = Path.Combine(directory, "journal.jsonl");
        await using (var zoho = await Zoho.Start(options: options, clock: clock))
        {
            var lead = zoho.Control.Seed("clinic", "Leads", new Control.SeedRecord { Fields = new() { ["Last_Name"] = "x" } })[0];
            for (var i = 0; i < 300; i++)
            {
                zoho.Control.Change("clinic", "Leads", lead, new() { ["Fax"] = $"{i}" });
            }
        }

        var before = new FileInfo(path).Length;
        await (await Zoho.Restart(options, clock)).DisposeAsync();
        new FileInfo(path).Length.ShouldBeLessThan(before / 10);
        await using var again = await Zoho.Restart(options, clock);
        again.Control.Records("clinic", "Leads").Single()["Fax"]!.GetValue<string>().ShouldBe("299");
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_it_had_answered()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "LeadCall.ZohoSimulator.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--data", directory, "--dc", "us=http://127.0.0.1:0"]) { RedirectStandardOutput = true })!;
        using var ended = new Ended(process);
        var line = (await process.StandardOutput.ReadLineAsync())!;
        var url = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Split(' ')[0]);
        using var http = new HttpClient { BaseAddress = url };
        await http.PutAsJsonAsync("/_simulator/organisations", new { key = "clinic", name = "C", clients = new[] { new { client_id = "c", client_secret = "s" } } });
        var connection = JsonDocument.Parse(await (await http.PostAsJsonAsync("/_simulator/organisations/clinic/connect", new { })).Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Zoho-oauthtoken " + connection.RootElement.GetProperty("access_token").GetString());

        var acknowledged = new List<string>();
        var enough = new TaskCompletionSource();
        var writing = WriteUntilKilled();
        await await Task.WhenAny(enough.Task, writing);
        process.Kill();
        await process.WaitForExitAsync();
        await writing;
        await File.AppendAllTextAsync(Path.Combine(directory, "journal.jsonl"), """{"is":"record","Organisat""");

        await using var zoho = await Zoho.Restart(new SimulatorOptions { DataDirectory = directory }, new HandClock(DateTimeOffset.UnixEpoch));
        var kept = zoho.Control.Records("clinic", "Leads").Select(record => record["Last_Name"]!.GetValue<string>()).ToHashSet();
        acknowledged.ShouldAllBe(name => kept.Contains(name));

        async Task WriteUntilKilled()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    var response = await http.PostAsync("/crm/v8/Leads", new StringContent($$"""{"data":[{"Last_Name":"L{{i}}"}]}"""));
                    response.StatusCode.ShouldBe(HttpStatusCode.Created);
                    acknowledged.Add($"L{i}");
                    if (acknowledged.Count == 50)
                    {
                        enough.SetResult();
                    }
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        }
    }

    [Fact]
    public async Task A_test_can_add_a_lead_and_remove_a_call_behind_our_back()
    {
        await using var zoho = await Zoho.Start();
        var lead = zoho.Control.Seed("clinic", "Leads", new Control.SeedRecord { Fields = new() { ["Last_Name"] = "stranger" } })[0];
        var call = await zoho.Make("Calls", WireExamples.Call("Missed", lead, null));
        zoho.Control.Remove("clinic", "Calls", call);

        zoho.Control.Ledger("clinic").Single().RecordId.ShouldBe(call);
        zoho.Control.Records("clinic", "Calls").ShouldBeEmpty();
        zoho.Control.Records("clinic", "Leads").Single()["$made_through_api"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Requests_are_counted_by_kind_since_a_mark()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "x" });
        var mark = zoho.Control.Mark;
        await zoho.Make("Leads", new { Last_Name = "y" });
        await zoho.Post("Leads", """{"data":[{}]}""");
        await zoho.Get("Leads/123");

        zoho.Control.RequestCountsSince(mark, "clinic").Select(count => (count.Method, count.Pattern, count.Module, count.Status, count.Count)).ShouldBe(
        [
            ("POST", "{module}", "Leads", 201, 1L), ("POST", "{module}", "Leads", 400, 1L), ("GET", "{module}/{id}", "Leads", 204, 1L),
        ]);
    }

    [Fact]
    public async Task Seeded_people_are_the_same_for_the_same_plan_and_spelled_in_every_way()
    {
        await using var zoho = await Zoho.Start();
        var plan = new PeoplePlan { Seed = 7, Contacts = 60, Leads = 60, Country = "IN", Numbers = ["+919876543210"] };

        var first = zoho.Control.SeedPeople("clinic", plan).People;
        zoho.Control.CreateOrganisation(Zoho.Clinic);
        var second = zoho.Control.SeedPeople("clinic", plan).People;

        second.ShouldBe(first);
        first[0].E164.ShouldBe("+919876543210");
        first.Select(person => person.Spelling).Distinct().Count().ShouldBe(Enum.GetValues<Spelling>().Length);
        first.Select(person => person.E164).Distinct().Count().ShouldBe(120);
        first.ShouldContain(person => person.Field == "Clinic_Phone");
        foreach (var person in first)
        {
            string.Concat(person.Stored.Where(char.IsAsciiDigit)).ShouldContain(person.E164[3..]);
            person.Stored.Length.ShouldBeLessThanOrEqualTo(30);
            zoho.Control.Records("clinic", person.Module).Single(record => record["id"]!.GetValue<string>() == person.Id)[person.Field]!.GetValue<string>().ShouldBe(person.Stored);
        }
    }

    [Theory]
    [InlineData(Spelling.Spaces, "+91 98765 43210")]
    [InlineData(Spelling.Dashes, "+91-98765-43210")]
    [InlineData(Spelling.TrunkPrefix, "09876543210")]
    [InlineData(Spelling.TrunkPrefixAndSpaces, "098765 43210")]
    [InlineData(Spelling.National, "9876543210")]
    [InlineData(Spelling.WithoutPlus, "919876543210")]
    [InlineData(Spelling.Brackets, "(098765) 43210")]
    [InlineData(Spelling.Extension, "+91 98765 43210 ext 12")]
    [InlineData(Spelling.TwoInOneField, "+919876543210; +919000000001")]
    [InlineData(Spelling.InternationalPrefix, "00919876543210")]
    public async Task A_number_is_spelled(Spelling spelling, string stored)
    {
        await using var zoho = await Zoho.Start();
        var person = zoho.Control.SeedPeople("clinic", new PeoplePlan { Leads = 1, Country = "IN", Numbers = ["+919876543210"], Spellings = [spelling] }).People.Single();
        string.Concat(person.Stored.TakeWhile(c => c != ';')).ShouldBe(string.Concat(stored.TakeWhile(c => c != ';')));
    }

    [Fact]
    public async Task The_control_api_says_what_is_wrong_with_a_request()
    {
        await using var zoho = await Zoho.Start();
        using var http = new HttpClient { BaseAddress = zoho.Host.ApiUrl() };
        var unknown = await http.GetAsync("/_simulator/ledger?org=nobody");
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("There is no organisation");
        (await http.PatchAsJsonAsync("/_simulator/organisations/clinic/switches", new { serch_delay_seconds = 1 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.PatchAsJsonAsync("/_simulator/organisations/clinic/switches", new { search_delay_seconds = 1 })).StatusCode.ShouldBe(HttpStatusCode.OK);
        zoho.Control.Switches("clinic").SearchDelaySeconds.ShouldBe(1);
    }

    [Fact]
    public async Task The_page_and_its_rows_are_served()
    {
        await using var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "x", Phone = "+91 98765-43210" });
        await zoho.Make("Leads", new { Last_Name = "y", Phone = "1" });
        using var http = new HttpClient { BaseAddress = zoho.Host.ApiUrl() };
        (await http.GetStringAsync("/")).ShouldContain("<title>Zoho simulator</title>");
        var rows = JsonDocument.Parse(await http.GetStringAsync("/_simulator/organisations/clinic/newest/Leads?search=098765 432")).RootElement;
        rows.GetProperty("total").GetInt32().ShouldBe(2);
        rows.GetProperty("matching").GetInt32().ShouldBe(1);
        rows.GetProperty("rows")[0].GetProperty("Last_Name").GetString().ShouldBe("x");
    }

    /// <summary>No process outlives a test that failed.</summary>
    private sealed class Ended(Process process) : IDisposable
    {
        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
        }
    }
}
