using LeadCall.Storage.Devices;
using LeadCall.Storage.Tenants;
using LeadCall.TestKit.PostgreSql;

namespace LeadCall.Storage.Tests;

/// <summary>A database with what most tests need: a tenant, made anew for each test, and its phones.</summary>
public sealed class World : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public TenantStore Tenants { get; private set; } = null!;

    public EnrollmentStore Enrollments { get; private set; } = null!;

    public DeviceStore Devices { get; private set; } = null!;

    public DeviceIntervalStore Intervals { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Tenants = new TenantStore(Database.DataSource, TimeProvider.System);
        Enrollments = new EnrollmentStore(Database.DataSource, TimeProvider.System);
        Devices = new DeviceStore(Database.DataSource, TimeProvider.System);
        Intervals = new DeviceIntervalStore(Database.DataSource, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public async Task<Guid> NewTenantAsync()
    {
        var tenantId = Guid.NewGuid();
        await Tenants.SaveAsync(tenantId, "Lakeside Clinics", isDemo: true, new TenantSettings { DefaultCountry = "IN" });
        return tenantId;
    }

    public async Task<byte[]> NewCodeAsync(Guid tenantId, TimeSpan? lifetime = null)
    {
        var code = EnrollmentCode.HashOf(EnrollmentCode.New())!;
        await Enrollments.AddCodeAsync(tenantId, code, "Front desk", lifetime ?? EnrollmentCode.Lifetime);
        return code;
    }

    public async Task<Guid> NewDeviceAsync(Guid tenantId)
    {
        var enrollment = await EnrollAsync(await NewCodeAsync(tenantId), Guid.NewGuid().ToString("N"));
        return enrollment.DeviceId;
    }

    public Task<Enrollment> EnrollAsync(byte[] code, string installId, byte[]? token = null) =>
        Enrollments.EnrollAsync(code, installId, label: null, Guid.CreateVersion7(), token ?? DeviceToken.HashOf(DeviceToken.New()));

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }
}
