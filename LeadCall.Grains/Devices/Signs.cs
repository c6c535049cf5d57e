using LeadCall.Storage.Devices;

namespace LeadCall.Grains.Devices;

/// <summary>Signs of life of a phone.</summary>
internal static class Signs
{
    /// <summary>Two of them as one; the later one overrules where only one can be right.</summary>
    public static DeviceActivity Join(DeviceActivity earlier, DeviceActivity later) => new(
        Latest(earlier.LastSeenAt, later.LastSeenAt)!.Value,
        Latest(earlier.LastUploadAt, later.LastUploadAt),
        Latest(earlier.LastCallAt, later.LastCallAt),
        later.ClockSkewSeconds ?? earlier.ClockSkewSeconds,
        later.AppVersion ?? earlier.AppVersion);

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || (other is { } second && second > one) ? other : one;
}
