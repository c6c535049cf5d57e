using LeadCall.Grains;
using LeadCall.Grains.Devices;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Tenants;

namespace LeadCall.Api.Seed;

/// <summary>
/// Gives phones their roles, holders and assignments through their grain, in the order of time. What is in force at the given
/// instant already is left out, so that a seed can be repeated.
/// </summary>
internal sealed class DeviceSeeder(DeviceStore devices, DeviceIntervalStore intervals, IGrainFactory grains)
{
    private const string SetBy = "seed";

    /// <summary>The device's id; null when no such phone has enrolled.</summary>
    /// <exception cref="SeedConflictException">A change was refused.</exception>
    public async Task<Guid?> ApplyAsync(Guid tenantId, SeedDevice seed, CancellationToken cancellationToken)
    {
        if (await devices.FindByInstallIdAsync(tenantId, seed.InstallId, cancellationToken) is not { } deviceId)
        {
            return null;
        }

        var device = grains.GetGrain<IDeviceGrain>(GrainKeys.Device(tenantId, deviceId));
        var history = await intervals.HistoryAsync(tenantId, deviceId, cancellationToken);
        foreach (var change in Changes(seed).OrderBy(change => change.From))
        {
            if (change.IsInForce(history))
            {
                continue;
            }

            var result = await change.Apply(device);
            if (!result.IsDone)
            {
                throw new SeedConflictException($"devices: {seed.InstallId} at {change.From:O}: {result.Message}");
            }

            history = await intervals.HistoryAsync(tenantId, deviceId, cancellationToken);
        }

        return deviceId;
    }

    // At one instant the role comes first: an assignment needs it. OrderBy keeps this order.
    private static IEnumerable<Change> Changes(SeedDevice seed) =>
    [
        .. (seed.Roles ?? []).Select(role => new Change(
            role.From,
            history => history.Roles.Any(known => known.Covers(role.From) && known.Value == role.Role),
            device => device.ChangeRole(new RoleChange(role.Role == DeviceChanges.Campaign ? DeviceRole.Campaign : DeviceRole.SalesRep, role.From, SetBy)))),
        .. (seed.Holders ?? []).Select(holder => new Change(
            holder.From,
            history => history.Holders.FirstOrDefault(known => known.Covers(holder.From))?.Value == holder.RepId,
            device => device.ChangeHolder(new HolderChange(holder.RepId, holder.From, SetBy)))),
        .. (seed.Assignments ?? []).Select(assignment => new Change(
            assignment.From,
            history => history.Assignments.Any(known => known.Covers(assignment.From) && known.Value.SequenceEqual(Rows(assignment))),
            device => device.ChangeAssignment(new AssignmentChange([.. assignment.Metadata], assignment.From, SetBy)))),
    ];

    private static IEnumerable<AssignmentRow> Rows(SeedAssignment assignment) => assignment.Metadata.Select(row => new AssignmentRow(row.Name, row.Value));

    private sealed record Change(DateTimeOffset From, Func<DeviceHistory, bool> IsInForce, Func<IDeviceGrain, Task<ChangeResult>> Apply);
}
