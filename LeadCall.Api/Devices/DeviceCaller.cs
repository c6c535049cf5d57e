namespace LeadCall.Api.Devices;

/// <summary>The phone behind an authenticated request.</summary>
internal sealed record DeviceCaller(Guid TenantId, Guid DeviceId)
{
    /// <exception cref="InvalidOperationException">The endpoint does not require a device.</exception>
    public static DeviceCaller Of(HttpContext http) =>
        http.Features.Get<DeviceCaller>() ?? throw new InvalidOperationException("Only endpoints that require a device token know the device.");
}
