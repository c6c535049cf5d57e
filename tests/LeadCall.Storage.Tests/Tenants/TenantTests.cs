using LeadCall.Storage.Tenants;

namespace LeadCall.Storage.Tests.Tenants;

public sealed class TenantTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Settings_are_read_back_as_they_were_saved_and_the_hash_key_stays()
    {
        var tenant = await world.NewTenantAsync();
        var before = await world.Tenants.GetAsync(tenant);
        var settings = new TenantSettings
        {
            TimeZone = "Asia/Kolkata", DefaultCountry = "IN", PlaceholderLastName = "Caller", TasksEnabled = false, TaskSubjectPrefix = "Ring",
            TaskDueOffsetDays = 3, CallResultConnected = "Spoke", CallResultMissed = "No answer", DuplicateLeadCall = DuplicateLeadCall.Own,
            DuplicateLeadTask = false, RejectedCountsAsMissed = true, LiveMaxAge = TimeSpan.FromHours(36), WorkflowsLive = false, WorkflowsLate = true,
        };
        await world.Tenants.SaveAsync(tenant, "Renamed", isDemo: true, settings);

        var after = await world.Tenants.GetAsync(tenant);
        after.Settings.ShouldBe(settings);
        after.Name.ShouldBe("Renamed");
        after.PhoneHashKey.ToArray().ShouldBe(before.PhoneHashKey.ToArray());
    }

    [Fact]
    public async Task The_tables_own_defaults_are_those_of_the_code()
    {
        var tenant = Guid.NewGuid();
        await world.ScalarAsync<Guid>(
            "INSERT INTO tenants VALUES ($1, 'Plain', sha256('key'), false, now()) RETURNING tenant_id", tenant);
        await world.ScalarAsync<Guid>("INSERT INTO tenant_settings (tenant_id) VALUES ($1) RETURNING tenant_id", tenant);
        (await world.Tenants.GetAsync(tenant)).Settings.ShouldBe(new TenantSettings());
    }

    [Fact]
    public async Task A_demo_tenant_and_a_real_one_do_not_become_each_other()
    {
        var tenant = await world.NewTenantAsync();
        await Should.ThrowAsync<TenantKindException>(() => world.Tenants.SaveAsync(tenant, "Real", isDemo: false, new TenantSettings()));
        (await world.Tenants.GetAsync(tenant)).Name.ShouldBe("Lakeside Clinics");
    }

    [Fact]
    public async Task Nobody_is_found_where_nobody_is() => (await world.Tenants.FindAsync(Guid.NewGuid())).ShouldBeNull();
}
