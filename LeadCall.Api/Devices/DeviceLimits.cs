using System.Net;
using System.Threading.RateLimiting;
using LeadCall.Api.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace LeadCall.Api.Devices;

/// <summary>How often phones may ask. Section <c>Limits</c> of the configuration.</summary>
internal sealed record DeviceLimits
{
    public const string Section = "Limits";

    /// <summary>Rate-limiter policy of authenticated requests, counted per device.</summary>
    public const string PerDevice = "device";

    /// <summary>Rate-limiter policy of enrolments, counted per address: codes cannot be tried out.</summary>
    public const string PerAddress = "enroll";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Requests a device may send in a minute (FEATURES D2). At least 1.</summary>
    public int DeviceRequestsPerMinute { get; init; } = 60;

    /// <summary>Enrolments an address may try in a minute; more only where many phones enrol through one address. At least 1.</summary>
    public int EnrollmentsPerMinute { get; init; } = 60;

    public void Apply(RateLimiterOptions limiter)
    {
        limiter.AddPolicy(PerDevice, http => http.Features.Get<DeviceCaller>() is { } caller
            ? Partition(caller.DeviceId, DeviceRequestsPerMinute)
            : RateLimitPartition.GetNoLimiter(Guid.Empty));
        limiter.AddPolicy(PerAddress, http => Partition(http.Connection.RemoteIpAddress ?? IPAddress.None, EnrollmentsPerMinute));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : Window;
            await Refusal.TooManyRequests(wait).ExecuteAsync(rejected.HttpContext);
        };
    }

    private static RateLimitPartition<TKey> Partition<TKey>(TKey key, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window });
}
