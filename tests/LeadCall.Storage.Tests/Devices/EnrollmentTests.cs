using LeadCall.Storage.Devices;

namespace LeadCall.Storage.Tests.Devices;

/// <summary>FEATURES B1.</summary>
public sealed class EnrollmentTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Of_many_phones_with_one_code_exactly_one_gets_in()
    {
        var tenant = await world.NewTenantAsync();
        var code = await world.NewCodeAsync(tenant);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(phone => world.EnrollAsync(code, $"phone {phone}")));

        all.Count(one => one.Outcome == EnrollmentOutcome.Enrolled).ShouldBe(1);
        all.Count(one => one.Outcome == EnrollmentOutcome.UsedCode).ShouldBe(19);
        (await world.ScalarAsync<long>("SELECT count(*) FROM devices WHERE tenant_id = $1", tenant)).ShouldBe(1);
        (await world.ScalarAsync<long>("SELECT count(*) FROM device_tokens WHERE tenant_id = $1", tenant)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_handset_is_the_same_device_with_a_new_token_only()
    {
        var tenant = await world.NewTenantAsync();
        var (old, fresh) = (DeviceToken.HashOf("old"), DeviceToken.HashOf(DeviceToken.New()));
        var first = await world.EnrollAsync(await world.NewCodeAsync(tenant), "handset", old);
        var second = await world.EnrollAsync(await world.NewCodeAsync(tenant), "handset", fresh);

        second.DeviceId.ShouldBe(first.DeviceId);
        (await world.Devices.FindTokenAsync(old))!.IsRevoked.ShouldBeTrue();
        (await world.Devices.FindTokenAsync(fresh)).ShouldBe(new TokenHolder(tenant, first.DeviceId, IsRevoked: false, IsActive: true));
    }

    [Fact]
    public async Task The_same_handset_of_another_tenant_is_another_device()
    {
        var first = await world.EnrollAsync(await world.NewCodeAsync(await world.NewTenantAsync()), "shared");
        var second = await world.EnrollAsync(await world.NewCodeAsync(await world.NewTenantAsync()), "shared");
        second.DeviceId.ShouldNotBe(first.DeviceId);
    }

    [Fact]
    public async Task A_deactivated_handset_does_not_use_up_the_code()
    {
        var tenant = await world.NewTenantAsync();
        await world.EnrollAsync(await world.NewCodeAsync(tenant), "handset");
        await world.ScalarAsync<bool>("UPDATE devices SET active = false WHERE tenant_id = $1 RETURNING active", tenant);
        var code = await world.NewCodeAsync(tenant);

        (await world.EnrollAsync(code, "handset")).Outcome.ShouldBe(EnrollmentOutcome.DeactivatedDevice);
        (await world.EnrollAsync(code, "another handset")).Outcome.ShouldBe(EnrollmentOutcome.Enrolled);
    }

    [Fact]
    public void Codes_have_sixty_bits_and_are_read_in_any_spelling()
    {
        var code = EnrollmentCode.New();
        code.ShouldMatch("^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$");
        EnrollmentCode.HashOf(code.Replace('-', ' ').ToLowerInvariant()).ShouldBe(EnrollmentCode.HashOf(code));
        EnrollmentCode.HashOf(code[1..]).ShouldBeNull();
        Enumerable.Range(0, 1000).Select(_ => EnrollmentCode.New()).Distinct().Count().ShouldBe(1000);
    }
}
