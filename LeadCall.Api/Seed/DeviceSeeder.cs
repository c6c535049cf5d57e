using LeadCall.Grains;
using LeadCall.Grains.Devices;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Tenants;
using Orleans;

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

        var history = await intervals.HistoryAsync(tenantId, deviceId, cancellationToken);
        var device = grains.GetGrain<IDeviceGrain>(GrainKeys.Device(tenantId, deviceId));
        foreach (var (from, change) in Changes(seed, history, device).OrderBy(entry => entry.From))
        {
            var result = await change();
            if (!result.IsDone)
            {
                throw new SeedConflictException($"devices: {seed.InstallId} at {from:O}: {result.Message}");
            }
        }

        return deviceId;
    }

    // At one instant the role comes first: an assignment needs it. OrderBy keeps this order.
    private static IEnumerable<(DateTimeOffset From, Func<Task<ChangeResult>> Change)> Changes(SeedDevice seed, DeviceHistory history, IDeviceGrain device)
    {
        foreach (var role in seed.Roles ?? [])
        {
            if (!history.Roles.Any(known => known.Covers(role.From) && known.Value == role.Role))
            {
                yield return (role.From, () => device.ChangeRole(
                    new RoleChange(role.Role == DeviceChanges.Campaign ? DeviceRole.Campaign : DeviceRole.SalesRep, role.From, SetBy)));
            }
        }

        foreach (var holder in seed.Holders ?? [])
        {
            var known = history.Holders.FirstOrDefault(interval => interval.Covers(holder.From))?.Value;
            if (known != holder.RepId)
            {
                yield return (holder.From, () => device.ChangeHolder(new HolderChange(holder.RepId, holder.From, SetBy)));
            }
        }

        foreach (var assignment in seed.Assignments ?? [])
        {
            var rows = assignment.Metadata.Select(row => new AssignmentRow(row.Name, row.Value));
            if (!history.Assignments.Any(known => known.Covers(assignment.From) && known.Value.SequenceEqual(rows)))
            {
                yield return (assignment.From, () => device.ChangeAssignment(new AssignmentChange([.. assignment.Metadata], assignment.From, SetBy)));
            }
        }
    }
}
