namespace LeadCall.Grains;

/// <summary>
/// The one place where grain keys are built and read: <c>&lt;tag&gt;:&lt;tenant&gt;/&lt;id&gt;</c>. The tag keeps keys from being
/// all digits or all hex, which collide in relational grain storage; the tenant comes from the principal or from a row proven to be the tenant's.
/// </summary>
public static class GrainKeys
{
    /// <summary>The single sweep of the whole cluster.</summary>
    public const string Sweep = "sweep:all";

    public static string Device(Guid tenantId, Guid deviceId) => $"device:{tenantId:N}/{deviceId:N}";

    public static string CallSync(Guid tenantId, Guid callId) => $"callsync:{tenantId:N}/{callId:N}";

    /// <param name="numberHash">The number under the tenant's key: keys reach logs and traces.</param>
    public static string Caller(Guid tenantId, ReadOnlySpan<byte> numberHash) => $"caller:{tenantId:N}/{Convert.ToHexStringLower(numberHash)}";

    public static string SyncQueue(Guid tenantId) => $"syncqueue:{tenantId:N}/";

    public static string ZohoConnection(Guid tenantId) => $"zoho:{tenantId:N}/";

    public static string CrmIndex(Guid tenantId) => $"crmindex:{tenantId:N}/";

    /// <summary>Key of the tenant's stream of feed events.</summary>
    public static string Feed(Guid tenantId) => $"feed:{tenantId:N}/";

    /// <exception cref="FormatException">The key was not built by this class.</exception>
    public static Guid TenantOf(string key) => Split(key).Tenant;

    /// <summary>The part behind the tenant: a device id, a call id, the hash of a number.</summary>
    /// <exception cref="FormatException">The key was not built by this class.</exception>
    public static string IdOf(string key) => Split(key).Id;

    /// <inheritdoc cref="IdOf" />
    public static Guid GuidOf(string key) => Guid.ParseExact(IdOf(key), "N");

    private static (Guid Tenant, string Id) Split(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return colon > 0 && slash == colon + 33 && Guid.TryParseExact(key.AsSpan(colon + 1, 32), "N", out var tenant)
            ? (tenant, key[(slash + 1)..])
            : throw new FormatException("A grain key has the form <tag>:<tenant>/<id>; use GrainKeys to build it.");
    }
}
