using System.Text.Json.Nodes;
using LeadCall.Grains;
using LeadCall.Grains.Devices;

namespace LeadCall.Api.Tests;

/// <summary>Which assignment a call belongs to (FEATURES C1–C3, B7), whatever is uploaded when.</summary>
public sealed class AttributionTests(Server server) : IClassFixture<Server>
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-01T00:00:00Z");

    private readonly TestTenant tenant = server.NewTenant();

    [Fact]
    public async Task A_call_made_before_the_change_and_uploaded_after_it_belongs_to_the_old_assignment()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Start);
        await tenant.SeedDeviceAsync(phone, device => device["assignments"] = new JsonArray(TestTenant.Assignment("Facebook", Start.AddDays(10))));
        await phone.UploadAsync(
            TestPhone.Call(Start.AddDays(10).AddTicks(-10)), TestPhone.Call(Start.AddDays(10)), TestPhone.Call(Start.AddTicks(-10)), TestPhone.Call(Start));

        (await SourcesAsync(phone)).ShouldBe("needs_setup, Google Ads, Google Ads, Facebook");
    }

    [Fact]
    public async Task Becoming_a_sales_rep_phone_closes_the_assignment()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Start);
        var device = Device(phone);
        (await device.ChangeRole(new RoleChange(DeviceRole.SalesRep, Start.AddDays(1), "test"))).ShouldBe(ChangeResult.Done);
        (await device.ChangeRole(new RoleChange(DeviceRole.Campaign, Start.AddDays(2), "test"))).ShouldBe(ChangeResult.Done);
        await phone.UploadAsync(TestPhone.Call(Start.AddHours(1)), TestPhone.Call(Start.AddHours(25)), TestPhone.Call(Start.AddHours(49)));

        (await SourcesAsync(phone)).ShouldBe("Google Ads, sales_rep_phone, no_assignment");
    }

    [Fact]
    public async Task A_change_before_the_start_of_the_current_interval_is_refused()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Start);
        var device = Device(phone);
        (await device.ChangeAssignment(Assignment("Facebook", Start.AddDays(-1)))).Code.ShouldBe("NOT_A_CAMPAIGN_PHONE");
        (await device.ChangeAssignment(Assignment("Facebook", Start.AddDays(2)))).ShouldBe(ChangeResult.Done);
        var refused = await device.ChangeAssignment(Assignment("Billboard", Start.AddDays(1)));
        refused.Code.ShouldBe("BEFORE_CURRENT");
        refused.Message!.ShouldContain("2026-01-03 00:00:00Z");
        (await device.ChangeRole(new RoleChange(DeviceRole.SalesRep, Start.AddDays(2), "test"))).Code.ShouldBe("BEFORE_CURRENT");
    }

    [Fact]
    public async Task A_change_at_the_same_instant_replaces()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Start);
        (await Device(phone).ChangeAssignment(Assignment("Facebook", Start))).ShouldBe(ChangeResult.Done);
        await phone.UploadAsync(TestPhone.Call(Start));

        (await SourcesAsync(phone)).ShouldBe("Facebook");
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM device_assignments WHERE device_id = $1", phone.DeviceId)).ShouldBe(1);
    }

    [Fact]
    public async Task The_holder_at_call_time_is_the_calls_rep()
    {
        var (asha, ravi) = (Guid.NewGuid(), Guid.NewGuid());
        var phone = await tenant.EnrollCampaignPhoneAsync(Start);
        var device = Device(phone);
        (await device.ChangeHolder(new HolderChange(asha, Start, "test"))).Code.ShouldBe("UNKNOWN_REP");
        await tenant.SeedAsync(new JsonObject
        {
            ["reps"] = new JsonArray(new JsonObject { ["id"] = asha, ["name"] = "Asha" }, new JsonObject { ["id"] = ravi, ["name"] = "Ravi" }),
        });
        (await device.ChangeHolder(new HolderChange(asha, Start.AddDays(1), "test"))).ShouldBe(ChangeResult.Done);
        (await device.ChangeHolder(new HolderChange(ravi, Start.AddDays(2), "test"))).ShouldBe(ChangeResult.Done);
        (await device.ChangeHolder(new HolderChange(null, Start.AddDays(3), "test"))).ShouldBe(ChangeResult.Done);
        await phone.UploadAsync([.. Enumerable.Range(0, 4).Select(day => TestPhone.Call(Start.AddDays(day)))]);

        (await tenant.ScalarAsync<string>(
            "SELECT string_agg(coalesce(r.name, 'nobody'), ', ' ORDER BY c.started_at) FROM calls c LEFT JOIN reps r USING (tenant_id, rep_id) WHERE c.device_id = $1",
            phone.DeviceId)).ShouldBe("nobody, Asha, Ravi, nobody");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Late_uploads_across_any_changes_get_the_assignment_of_their_time(int seed)
    {
        var random = new Random(seed);
        var phone = await tenant.EnrollAsync();
        var device = Device(phone);
        var changes = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(0, 1000)).Distinct().Order().ToArray();
        var campaignSince = changes[0];
        (await device.ChangeRole(new RoleChange(DeviceRole.Campaign, Start.AddMinutes(campaignSince), "test"))).ShouldBe(ChangeResult.Done);

        // Uploads between the changes hold calls of any time, also of changes still to come: those see what is known then.
        var expected = new SortedDictionary<int, string>();
        var known = new List<int>();
        foreach (var change in changes)
        {
            (await device.ChangeAssignment(Assignment($"source {change}", Start.AddMinutes(change)))).ShouldBe(ChangeResult.Done);
            known.Add(change);
            int[] minutes = [.. Enumerable.Range(0, 12).Select(_ => random.Next(-50, 1050)).Append(change).Append(change - 1).Where(minute => !expected.ContainsKey(minute)).Distinct()];
            await phone.UploadAsync([.. minutes.Select(minute => TestPhone.Call(Start.AddMinutes(minute)))]);
            foreach (var minute in minutes)
            {
                expected[minute] = minute < campaignSince ? "needs_setup" : $"source {known.Last(from => from <= minute)}";
            }
        }

        (await SourcesAsync(phone)).ShouldBe(string.Join(", ", expected.Values));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    private IDeviceGrain Device(TestPhone phone) => server.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device(phone.TenantId, phone.DeviceId));

    private static AssignmentChange Assignment(string leadSource, DateTimeOffset from) => new([new MetadataRow("Lead Source", leadSource)], from, "test");

    // Lead source, or the reason why there is none, of each call in the order of time.
    private Task<string> SourcesAsync(TestPhone phone) => tenant.ScalarAsync<string>("""
        SELECT string_agg(coalesce(c.ineligible_reason, a.metadata -> 0 ->> 'value'), ', ' ORDER BY c.started_at)
        FROM calls c LEFT JOIN device_assignments a USING (tenant_id, assignment_id)
        WHERE c.device_id = $1
        """, phone.DeviceId);
}
