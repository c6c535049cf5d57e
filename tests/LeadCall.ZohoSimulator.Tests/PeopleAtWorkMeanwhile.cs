using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Conversion;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 12.7a: users who convert, merge, delete and restore records meanwhile.</summary>
public sealed class PeopleAtWorkMeanwhile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("zoho-simulator-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_person_converts_a_lead_behind_our_back()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair", Phone = "1" });
        var call = await zoho.Make("Calls", WireExamples.Call("Missed", lead, null));
        zoho.Clock.Advance(TimeSpan.FromMinutes(5));

        var converted = zoho.Control.Work.Convert("clinic", lead, by: "bo@clinic.test");

        zoho.Control.Ledger("clinic").Count.ShouldBe(2);
        var contact = (await zoho.Get($"Contacts/{converted.ContactId}")).Item(0);
        contact.GetProperty("Created_By").GetProperty("name").GetString().ShouldBe("Bo Rep");
        contact.GetProperty("Phone").GetString().ShouldBe("1");
        (await zoho.Get($"Calls/{call}")).Item(0).GetProperty("Who_Id").GetProperty("id").GetString().ShouldBe(converted.ContactId);
        Should.Throw<ArgumentException>(() => zoho.Control.Work.Convert("clinic", lead)).Message.ShouldContain("converted already");
        Should.Throw<ArgumentException>(() => zoho.Control.Work.Convert("clinic", lead, new ConversionRequest(), by: "nobody@clinic.test"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conversion_shows_in_modified_time_unless_switched(bool bumps)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ConversionBumpsModifiedTime = bumps });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        zoho.Clock.Advance(TimeSpan.FromMinutes(5));
        zoho.Control.Work.Convert("clinic", lead);

        (await zoho.Coql("select id from Leads where Modified_Time > '2026-01-20T10:01:00+00:00'")).Status.ShouldBe(bumps ? HttpStatusCode.OK : HttpStatusCode.NoContent);
        (await zoho.Coql("select id from Contacts where Modified_Time > '2026-01-20T10:01:00+00:00'")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_merge_leaves_the_master_with_values_activities_and_campaigns_of_the_other()
    {
        await using var zoho = await Zoho.Start();
        var master = await zoho.Make("Leads", new { Last_Name = "Nair", Phone = "1" });
        var loser = await zoho.Make("Leads", new { Last_Name = "Nayar", Phone = "2", Fax = "3" });
        var call = await zoho.Make("Calls", WireExamples.Call("Missed", loser, null));
        var campaign = await zoho.Make("Campaigns", new { Campaign_Name = "Radio" });
        await zoho.Put($"Campaigns/{campaign}/Leads", $$"""{"data":[{"id":"{{loser}}","Member_Status":"Responded"}]}""");

        zoho.Control.Work.Merge("clinic", "Leads", master, loser, new Dictionary<string, string> { ["Mobile"] = "Phone", ["Email"] = "Email" });

        var merged = zoho.Control.Records("clinic", "Leads").Single();
        (merged["Phone"]!.GetValue<string>(), merged["Mobile"]!.GetValue<string>(), merged.ContainsKey("Fax")).ShouldBe(("1", "2", false));
        (await zoho.Get($"Calls/{call}")).Item(0).GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(master);
        zoho.Control.CampaignMembers("clinic")[campaign][master].ShouldBe("Responded");
        (await zoho.Get($"Leads/{loser}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var gone = (await zoho.Get("Leads/deleted?type=all")).Item(0);
        (gone.GetProperty("id").GetString(), gone.GetProperty("type").GetString()).ShouldBe((loser, "permanent"));
        Should.Throw<ArgumentException>(() => zoho.Control.Work.Restore("clinic", "Leads", loser)).Message.ShouldContain($"merged into {master}");
        zoho.Switch(switches => switches with { MergedAreListedAsDeleted = false });
        (await zoho.Get("Leads/deleted?type=all")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("INVALID_DATA", "INVALID_DATA")]
    [InlineData("moved", "SUCCESS")]
    public async Task An_activity_on_a_merged_record_answers_as_switched_even_when_its_master_was_merged_too(string switched, string code)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { ActivityOnMergedRecord = switched });
        var ids = new List<string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            ids.Add(await zoho.Make("Contacts", new { Last_Name = name }));
        }

        zoho.Control.Work.Merge("clinic", "Contacts", ids[1], ids[0]);
        zoho.Control.Work.Merge("clinic", "Contacts", ids[2], ids[1]);

        var who = await zoho.Post("Tasks", new { data = new[] { new { Subject = "t", Who_Id = new { id = ids[0] } } } });
        var what = await zoho.Post("Tasks", new { data = new[] { new Dictionary<string, object> { ["Subject"] = "t", ["What_Id"] = new { id = ids[0] }, ["$se_module"] = "Contacts" } } });

        new[] { who, what }.ShouldAllBe(answer => answer.Item(0).GetProperty("code").GetString() == code);
        zoho.Control.Records("clinic", "Tasks").Select(task => (task["Who_Id"] ?? task["What_Id"])!.GetValue<string>()).ShouldBe(code == "SUCCESS" ? [ids[2], ids[2]] : []);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_record_takes_no_activity_and_comes_back_under_its_id(bool bumps)
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { RestoreBumpsModifiedTime = bumps });
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        zoho.Clock.Advance(TimeSpan.FromMinutes(5));
        zoho.Control.Work.Delete("clinic", "Leads", lead);
        (await zoho.Post("Calls", new { data = new[] { WireExamples.Call("Missed", lead, null) } })).Item(0).GetProperty("details").GetProperty("api_name").GetString().ShouldBe("What_Id");
        (await zoho.Get("Leads/deleted?type=recycle")).Item(0).GetProperty("id").GetString().ShouldBe(lead);

        zoho.Control.Work.Restore("clinic", "Leads", lead);

        (await zoho.Get("Leads/deleted?type=all")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get($"Leads/{lead}?fields=Modified_Time")).Item(0).GetProperty("Modified_Time").GetString().ShouldBe(bumps ? "2026-01-20T15:35:05+05:30" : "2026-01-20T15:30:05+05:30");
        await zoho.Make("Calls", WireExamples.Call("Missed", lead, null));
        Should.Throw<ArgumentException>(() => zoho.Control.Work.Restore("clinic", "Leads", lead));
    }

    [Fact]
    public async Task The_recycle_bin_forgets_after_sixty_days()
    {
        await using var zoho = await Zoho.Start();
        var lead = await zoho.Make("Leads", new { Last_Name = "Nair" });
        zoho.Control.Work.Delete("clinic", "Leads", lead);
        zoho.Clock.Advance(TimeSpan.FromDays(60));
        Should.Throw<ArgumentException>(() => zoho.Control.Work.Restore("clinic", "Leads", lead)).Message.ShouldContain("not in the recycle bin");
    }

    [Fact]
    public async Task What_people_did_is_there_again_after_a_restart()
    {
        var options = new SimulatorOptions { DataDirectory = directory };
        var clock = new HandClock(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        string kept, loser, converted;
        await using (var first = await Zoho.Start(options: options, clock: clock))
        {
            kept = await first.Make("Leads", new { Last_Name = "kept" });
            loser = await first.Make("Leads", new { Last_Name = "loser" });
            converted = await first.Make("Leads", new { Last_Name = "converted" });
            first.Control.Work.Delete("clinic", "Leads", kept);
            first.Control.Work.Restore("clinic", "Leads", kept);
            first.Control.Work.Merge("clinic", "Leads", kept, loser);
            first.Control.Work.Convert("clinic", converted);
        }

        await using var zoho = await Zoho.Restart(options, clock);
        zoho.Control.Records("clinic", "Leads").Select(record => record["id"]!.GetValue<string>()).ShouldBe([kept, converted]);
        zoho.Control.Records("clinic", "Contacts").Count.ShouldBe(1);
        Should.Throw<ArgumentException>(() => zoho.Control.Work.Restore("clinic", "Leads", loser)).Message.ShouldContain($"merged into {kept}");
    }

    [Fact]
    public async Task All_of_it_works_over_the_control_api()
    {
        await using var zoho = await Zoho.Start();
        using var http = new HttpClient { BaseAddress = new Uri(zoho.Host.ApiUrl(), "/_simulator/organisations/clinic/records/") };
        var (a, b, c) = (await zoho.Make("Leads", new { Last_Name = "a" }), await zoho.Make("Leads", new { Last_Name = "b", Phone = "2" }), await zoho.Make("Leads", new { Last_Name = "c" }));

        using var merged = await http.PostAsJsonAsync($"Leads/{a}/merge", new { loser = b, take = new Dictionary<string, string> { ["Phone"] = "Phone" } });
        merged.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var converted = await http.PostAsJsonAsync($"Leads/{a}/convert?by=bo@clinic.test", new { });
        JsonDocument.Parse(await converted.Content.ReadAsStringAsync()).RootElement.GetProperty("contact_id").GetString().ShouldBe(zoho.Control.Records("clinic", "Contacts").Single()["id"]!.GetValue<string>());
        using var deleted = await http.DeleteAsync($"Leads/{c}");
        using var restored = await http.PostAsync($"Leads/{c}/restore", null);
        restored.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        zoho.Control.Records("clinic", "Contacts").Single()["Phone"]!.GetValue<string>().ShouldBe("2");
        zoho.Control.Records("clinic", "Leads").Select(record => record["id"]!.GetValue<string>()).ShouldBe([a, c]);
        using var again = await http.PostAsJsonAsync($"Leads/{a}/merge", new { loser = b });
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
