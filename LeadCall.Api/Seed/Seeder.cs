using LeadCall.Grains;
using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Secrets;
using LeadCall.Storage.Tenants;
using LeadCall.Storage.Zoho;

namespace LeadCall.Api.Seed;

/// <summary>Writes a seed document. Each part can be repeated, so a seed that failed half-way is simply sent again.</summary>
internal sealed class Seeder(
    TenantStore tenants,
    SeedStore people,
    EnrollmentStore enrollments,
    ConnectionStore connections,
    SecretProtector secrets,
    DeviceSeeder devices,
    IGrainFactory grains)
{
    private const string SetBy = "seed";

    /// <exception cref="SeedConflictException">The seed contradicts what is in the database.</exception>
    /// <exception cref="TenantKindException">A demo tenant where a real one is meant, or the other way round.</exception>
    public async Task<SeedAnswer> ApplyAsync(SeedDocument seed, CancellationToken cancellationToken)
    {
        var tenantId = seed.Tenant.Id;
        await tenants.SaveAsync(tenantId, seed.Tenant.Name, seed.Tenant.Demo, seed.Tenant.Settings ?? new TenantSettings(), cancellationToken);
        await SavePeopleAsync(tenantId, seed, cancellationToken);
        foreach (var code in seed.EnrollmentCodes ?? [])
        {
            var lifetime = code.ExpiresInMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : EnrollmentCode.Lifetime;
            await enrollments.AddCodeAsync(tenantId, EnrollmentCode.HashOf(code.Code)!, code.Label, lifetime, cancellationToken);
        }

        var answer = await SeedDevicesAsync(tenantId, seed, cancellationToken);
        if (seed.Zoho is { } zoho)
        {
            await ConnectAsync(tenantId, zoho, seed.Reps ?? [], cancellationToken);
        }

        return answer;
    }

    private async Task SavePeopleAsync(Guid tenantId, SeedDocument seed, CancellationToken cancellationToken)
    {
        foreach (var user in seed.Users ?? [])
        {
            await people.SaveUserAsync(tenantId, user, cancellationToken);
        }

        foreach (var rep in seed.Reps ?? [])
        {
            await people.SaveRepAsync(tenantId, rep.Id, rep.Name, cancellationToken);
        }
    }

    private async Task<SeedAnswer> SeedDevicesAsync(Guid tenantId, SeedDocument seed, CancellationToken cancellationToken)
    {
        var known = new List<SeededDevice>();
        var unknown = new List<string>();
        foreach (var device in seed.Devices ?? [])
        {
            if (await devices.ApplyAsync(tenantId, device, cancellationToken) is { } deviceId)
            {
                known.Add(new SeededDevice(device.InstallId, deviceId));
            }
            else
            {
                unknown.Add(device.InstallId);
            }
        }

        return new SeedAnswer(known, unknown);
    }

    private async Task ConnectAsync(Guid tenantId, SeedZoho zoho, IReadOnlyList<SeedRep> reps, CancellationToken cancellationToken)
    {
        var saved = new SeedConnection(
            zoho.ZohoOrg, zoho.OrgName, zoho.Location, zoho.AccountsServer, zoho.ApiDomain, zoho.Edition, zoho.Scopes, zoho.ConnectedBy);
        var isSame = await connections.ActiveAsync(tenantId, cancellationToken) is { } active
            && active.ZohoOrg == zoho.ZohoOrg && IsStored(active.RefreshToken, zoho.RefreshToken);
        await people.SaveConnectionAsync(tenantId, saved, secrets.Protect(zoho.RefreshToken), keepAccessToken: isSame, cancellationToken);
        foreach (var rep in reps)
        {
            (string, string)? user = rep.ZohoUserId is { } id ? (id, rep.ZohoUserName ?? rep.Name) : null;
            await people.SaveMappingAsync(tenantId, rep.Id, zoho.ZohoOrg, user, cancellationToken);
        }

        var connection = grains.GetGrain<IZohoConnectionGrain>(GrainKeys.ZohoConnection(tenantId));
        await connection.Changed();

        // Before the read-in learns which fields are mandatory, so that nothing is held for want of a default that is known.
        foreach (var one in zoho.FieldDefaults ?? [])
        {
            await connection.SetFieldDefault(new FieldDefaultChange(one.Module, one.ApiName, one.Value, SetBy));
        }

        await grains.GetGrain<ICrmIndexGrain>(GrainKeys.CrmIndex(tenantId)).ReadIn();
        await grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenantId)).Nudge();
    }

    private bool IsStored(string cipher, string plain)
    {
        try
        {
            return secrets.Unprotect(cipher) == plain;
        }
        catch (SecretUnreadableException)
        {
            return false;
        }
    }
}
