using System.Net;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>FACTS 4.1.</summary>
public sealed class SearchRules
{
    [Fact]
    public async Task A_new_record_is_found_only_after_the_index_delay()
    {
        await using var zoho = await Zoho.Start();
        zoho.Switch(switches => switches with { SearchDelaySeconds = 60 });
        await zoho.Make("Leads", new { Last_Name = "x", Phone = "+919876543210" });

        (await zoho.Get("Leads/search?phone=9876543210")).Status.ShouldBe(HttpStatusCode.NoContent);
        zoho.Clock.Advance(TimeSpan.FromSeconds(59));
        (await zoho.Get("Leads/search?phone=9876543210")).Status.ShouldBe(HttpStatusCode.NoContent);
        zoho.Clock.Advance(TimeSpan.FromSeconds(1));
        (await zoho.Get("Leads/search?phone=9876543210")).Json.GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("phone=9876543210", "plain,spaced,mobile")]
    [InlineData("phone=%2B919876543210", "plain")]
    [InlineData("phone=98765", "plain,spaced,mobile")]
    [InlineData("phone=(98765)%2043210", "plain,spaced,mobile")]
    [InlineData("email=asha@x.test", "plain")]
    [InlineData("word=spa", "spaced")]
    [InlineData("criteria=(Last_Name:equals:lai)", "plain")]
    [InlineData("criteria=(Last_Name:starts_with:lai)", "")]
    [InlineData("criteria=(Company:equals:north wing)", "mobile")]
    [InlineData("criteria=(Company:equals:a \\(b\\)\\, c)", "spaced")]
    [InlineData("criteria=((Last_Name:equals:plain)or(Last_Name:equals:spaced))", "plain,spaced")]
    [InlineData("criteria=((Last_Name:equals:a)and((Company:equals:wing)or(Email:equals:asha)))", "plain")]
    [InlineData("criteria=(Lead_Source:equals:Chat)", "mobile")]
    [InlineData("criteria=(Lead_Source:equals:Cha)", "")]
    [InlineData("criteria=(Last_Name:in:plain,mobile)", "plain,mobile")]
    [InlineData("criteria=(Fax:equals:9876543210)", "fax")]
    [InlineData("criteria=(Created_Time:greater_equal:2026-01-20T15:30:05%2B05:30)", "plain,spaced,mobile,fax")]
    [InlineData("criteria=(Created_Time:less_than:2026-01-20T15:30:05%2B05:30)", "")]
    [InlineData("criteria=(Last_Name:equals:fax)&phone=98765", "fax")]
    public async Task A_search_finds(string query, string names)
    {
        await using var zoho = await Started();
        var answer = await zoho.Get("Leads/search?" + query);
        string[] found = answer.Status == HttpStatusCode.NoContent ? [] : [.. answer.Json.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("Last_Name").GetString()!)];
        found.ShouldBe(names.Split(',', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    [Theory]
    [InlineData("", "EXPECTED_PARAM_MISSING")]
    [InlineData("phone=ab12", "INVALID_DATA")]
    [InlineData("phone=12", "INVALID_DATA")]
    [InlineData("word=a", "INVALID_DATA")]
    [InlineData("criteria=Last_Name:equals:x", "INVALID_QUERY")]
    [InlineData("criteria=(Last_Name:equals:x", "INVALID_QUERY")]
    [InlineData("criteria=(Shoe_Size:equals:x)", "INVALID_QUERY")]
    [InlineData("criteria=(Lead_Source:starts_with:x)", "INVALID_QUERY")]
    [InlineData("phone=98765&page=11", "LIMIT_REACHED")]
    public async Task A_wrong_search_is_refused(string query, string code)
    {
        await using var zoho = await Started();
        var answer = await zoho.Get("Leads/search?" + query);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Custom_phone_fields_are_searched_and_converted_leads_are_not()
    {
        await using var zoho = await Started();
        zoho.Control.Seed("clinic", "Contacts", new Control.SeedRecord { Fields = new() { ["Last_Name"] = "c", ["Clinic_Phone"] = "0 98765 43210" } });
        (await zoho.Get("Contacts/search?phone=9876543210&fields=Last_Name")).Json.GetProperty("data").GetArrayLength().ShouldBe(1);

        var plain = zoho.Control.Records("clinic", "Leads").First(r => r["Last_Name"]!.GetValue<string>() == "plain");
        zoho.Control.Change("clinic", "Leads", plain["id"]!.GetValue<string>(), new() { ["Converted__s"] = true });
        zoho.Clock.Advance(TimeSpan.FromMinutes(1));
        (await zoho.Get("Leads/search?phone=9876543210")).Json.GetProperty("data").GetArrayLength().ShouldBe(2);
        (await zoho.Get("Leads/search?phone=9876543210&converted=both")).Json.GetProperty("data").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Strict_phone_search_compares_all_digits()
    {
        await using var zoho = await Started();
        zoho.Switch(switches => switches with { PhoneSearchIsStrict = true });
        (await zoho.Get("Leads/search?phone=9876543210")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await zoho.Get("Leads/search?phone=098765-43210")).Json.GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Search_needs_the_search_scope_beside_the_modules()
    {
        await using var zoho = await Started();
        zoho.Connect(null, "ZohoCRM.modules.leads.READ");
        (await zoho.Get("Leads/search?phone=98765")).Code.ShouldBe("OAUTH_SCOPE_MISMATCH");
        (await zoho.Get("Leads/actions/count")).Json.GetProperty("count").GetInt32().ShouldBe(4);
        (await zoho.Get("Leads/actions/count?phone=98765")).Code.ShouldBe("OAUTH_SCOPE_MISMATCH");
    }

    private static async Task<Zoho> Started()
    {
        var zoho = await Zoho.Start();
        await zoho.Make("Leads", new { Last_Name = "plain", Phone = "+919876543210", Email = "asha@x.test" });
        await zoho.Make("Leads", new { Last_Name = "spaced", Phone = "098765 43210", Company = "a (b), c" });
        await zoho.Make("Leads", new { Last_Name = "mobile", Mobile = "98765-43210 ext 12", Company = "North-Wing", Lead_Source = "Chat" });
        await zoho.Make("Leads", new { Last_Name = "fax", Fax = "9876543210" });
        zoho.Clock.Advance(TimeSpan.FromSeconds(5));
        return zoho;
    }
}
