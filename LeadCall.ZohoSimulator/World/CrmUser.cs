using System.Globalization;

namespace LeadCall.ZohoSimulator.World;

/// <summary>A user of one organisation. Rights and status can change while tokens live.</summary>
internal sealed class CrmUser(string id, string zuid, UserSpec spec, TimeZoneInfo zone, string zoneName, DateTimeOffset createdTime)
{
    public string Id { get; } = id;

    public string Zuid { get; } = zuid;

    public UserSpec Spec { get; } = spec;

    public TimeZoneInfo Zone { get; } = zone;

    public string ZoneName { get; } = zoneName;

    public DateTimeOffset CreatedTime { get; } = createdTime;

    public bool IsActive => Spec.Status == "active";

    /// <summary>Records can only be given to such users (FACTS 10).</summary>
    public bool MayOwn => IsActive && Spec.Confirmed;

    /// <summary>The right of <paramref name="module"/> and <paramref name="action"/> this user lacks, or null.</summary>
    public DeniedRight? Denial(string module, string action) => Spec.Denied.FirstOrDefault(right =>
        (right.Module == "*" || string.Equals(right.Module, module, StringComparison.OrdinalIgnoreCase))
        && (right.Action == "*" || string.Equals(right.Action, action, StringComparison.OrdinalIgnoreCase)));

    /// <summary>An instant as Zoho shows it to this user: own zone, offset, whole seconds (FACTS 3.4).</summary>
    public string Show(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
