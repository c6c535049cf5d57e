using System.Globalization;

namespace LeadCall.Grains.Devices;

/// <summary>Why a change of a device was not made, and what to do.</summary>
internal static class Refusals
{
    public static readonly ChangeResult UnknownDevice = new("UNKNOWN_DEVICE", "There is no such device. Enrol the phone first.");

    public static readonly ChangeResult UnknownRep = new("UNKNOWN_REP", "There is no such rep. Add the rep before giving them a device.");

    public static readonly ChangeResult NotACampaignPhone = new(
        "NOT_A_CAMPAIGN_PHONE", "The device is not a campaign phone at that time. Give it the role Campaign phone from then on, or choose a later time.");

    public static readonly ChangeResult ChangedMeanwhile = new(
        "CHANGED_MEANWHILE", "Somebody else has just changed this device; nothing was changed now. Look at it again and repeat the change if it is still wanted.");

    public static readonly ChangeResult DatabaseUnavailable = new(
        "DATABASE_UNAVAILABLE", "The database cannot be reached; the change was probably not made. Try again in a moment.");

    public static ChangeResult BeforeCurrent(DateTimeOffset start) => new(
        "BEFORE_CURRENT",
        $"A change cannot begin before the last one, which began at {start.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}. Choose that time or a later one.");

    public static ChangeResult AssignmentIsYounger(DateTimeOffset start) => new(
        "BEFORE_CURRENT",
        $"The device's assignment began at {start.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} and can only end after that. Choose a later time.");
}
