using LeadCall.Storage.Devices;
using Npgsql;

namespace LeadCall.Storage.Tests.Devices;

/// <summary>Intervals of roles, holders and assignments: no gap, no overlap, nothing lost to a race (FEATURES C1, C3).</summary>
public sealed class DeviceIntervalTests(World world) : IClassFixture<World>
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-01T00:00:00Z");

    [Fact]
    public async Task A_change_closes_the_old_interval_where_the_new_one_begins()
    {
        var (tenant, device) = await DeviceAsync();
        (await RoleAsync(tenant, device, "campaign", IntervalStep.Open, 0, null)).ShouldBeTrue();
        (await RoleAsync(tenant, device, "sales_rep", IntervalStep.CloseAndOpen, 5, 0)).ShouldBeTrue();

        (await world.Intervals.HistoryAsync(tenant, device)).Roles.ShouldBe(
        [
            new Interval<string>("campaign", Start, Start.AddDays(5)), new Interval<string>("sales_rep", Start.AddDays(5), null),
        ]);
        (await world.Intervals.ReadAsync(tenant, device))!.Role.ShouldBe(new Interval<string>("sales_rep", Start.AddDays(5), null));
    }

    [Fact]
    public async Task A_change_decided_on_something_else_than_what_is_there_changes_nothing()
    {
        var (tenant, device) = await DeviceAsync();
        await RoleAsync(tenant, device, "campaign", IntervalStep.Open, 0, null);

        (await RoleAsync(tenant, device, "sales_rep", IntervalStep.Open, 1, null)).ShouldBeFalse();
        (await RoleAsync(tenant, device, "sales_rep", IntervalStep.CloseAndOpen, 2, 1)).ShouldBeFalse();

        (await world.Intervals.HistoryAsync(tenant, device)).Roles.ShouldBe([new Interval<string>("campaign", Start, null)]);
    }

    [Fact]
    public async Task Of_two_changes_at_once_exactly_one_is_made()
    {
        var (tenant, device) = await DeviceAsync();
        await RoleAsync(tenant, device, "campaign", IntervalStep.Open, 0, null);

        var made = await Task.WhenAll(Enumerable.Range(1, 8).Select(day => RoleAsync(tenant, device, "sales_rep", IntervalStep.CloseAndOpen, day, 0)));

        made.Count(one => one).ShouldBe(1);
        (await world.Intervals.HistoryAsync(tenant, device)).Roles.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_assignment_ends_with_the_role_or_neither_changes()
    {
        var (tenant, device) = await DeviceAsync();
        await RoleAsync(tenant, device, "campaign", IntervalStep.Open, 0, null);
        await world.Intervals.ChangeAssignmentAsync(tenant, device, Guid.NewGuid(), [new AssignmentRow("Lead Source", "Radio")], Change(IntervalStep.Open, 1, null));

        // The role is not what was read: the assignment stays open too.
        (await world.Intervals.ChangeRoleAsync(tenant, device, "sales_rep", Change(IntervalStep.CloseAndOpen, 3, 2), Change(IntervalStep.Close, 3, 1))).ShouldBeFalse();
        (await world.Intervals.ReadAsync(tenant, device))!.Assignment!.To.ShouldBeNull();

        (await world.Intervals.ChangeRoleAsync(tenant, device, "sales_rep", Change(IntervalStep.CloseAndOpen, 3, 0), Change(IntervalStep.Close, 3, 1))).ShouldBeTrue();
        (await world.Intervals.ReadAsync(tenant, device))!.Assignment!.To.ShouldBe(Start.AddDays(3));
    }

    [Fact]
    public async Task PostgreSQL_itself_refuses_overlapping_and_empty_intervals()
    {
        var (tenant, device) = await DeviceAsync();
        await RoleAsync(tenant, device, "campaign", IntervalStep.Open, 0, null);
        (await InsertAsync("[2026-02-01, 2026-02-02)")).ShouldBe(PostgresErrorCodes.ExclusionViolation);
        (await InsertAsync("[2025-02-01, 2025-02-01)")).ShouldBe(PostgresErrorCodes.CheckViolation);

        async Task<string> InsertAsync(string during)
        {
            var refused = await Should.ThrowAsync<PostgresException>(() => world.ScalarAsync<Guid>(
                "INSERT INTO device_roles VALUES ($1, $2, 'campaign', $3::text::tstzrange, 'test', now()) RETURNING device_id", tenant, device, during));
            return refused.SqlState;
        }
    }

    private async Task<(Guid Tenant, Guid Device)> DeviceAsync()
    {
        var tenant = await world.NewTenantAsync();
        return (tenant, await world.NewDeviceAsync(tenant));
    }

    private Task<bool> RoleAsync(Guid tenant, Guid device, string role, IntervalStep step, int day, int? openSince) =>
        world.Intervals.ChangeRoleAsync(tenant, device, role, Change(step, day, openSince), endOfAssignment: null);

    private static IntervalChange Change(IntervalStep step, int day, int? openSince) =>
        new(step, Start.AddDays(day), openSince is { } since ? Start.AddDays(since) : null, "test");
}
