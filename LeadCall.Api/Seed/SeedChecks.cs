using LeadCall.Grains.Callers.PhoneNumbers;
using LeadCall.Grains.Devices;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Tenants;

namespace LeadCall.Api.Seed;

/// <summary>What can be wrong with a seed document before anything is written.</summary>
internal static class SeedChecks
{
    private static readonly string[] UserRoles = ["viewer", "manager", "admin"];
    private static readonly string[] WrittenModules = ["Leads", "Calls", "Tasks"];

    /// <summary>The first thing that is wrong, as a sentence; null when nothing is.</summary>
    public static string? FirstProblem(SeedDocument seed) => Problems(seed).FirstOrDefault();

    private static IEnumerable<string> Problems(SeedDocument seed) =>
    [
        .. Tenant(seed.Tenant),
        .. (seed.Users ?? []).Where(user => !UserRoles.Contains(user.Role)).Select(user => $"users: {user.Email} has the role '{user.Role}'; it must be viewer, manager or admin."),
        .. (seed.EnrollmentCodes ?? []).Where(code => EnrollmentCode.HashOf(code.Code) is null)
            .Select(code => $"enrollmentCodes: the code for '{code.Label}' must have twelve letters or digits, such as ABCD-EFGH-JKLM."),
        .. (seed.EnrollmentCodes ?? []).Where(code => code.ExpiresInMinutes is <= 0 or > 60 * 24 * 30)
            .Select(code => $"enrollmentCodes: expiresInMinutes for '{code.Label}' must be more than 0 and at most 43200."),
        .. seed.Zoho is null && seed.Reps?.FirstOrDefault(rep => rep.ZohoUserId is not null) is { } mapped
            ? [$"reps: {mapped.Name} has a zohoUserId, which is an id of one organisation; say which in zoho."] : Array.Empty<string>(),
        .. Zoho(seed),
        .. (seed.Zoho?.FieldDefaults ?? []).SelectMany(FieldDefault),
        .. (seed.Devices ?? []).SelectMany(Device),
    ];

    private static IEnumerable<string> Tenant(SeedTenant tenant)
    {
        var settings = tenant.Settings ?? new TenantSettings();
        if (tenant.Id == Guid.Empty || string.IsNullOrWhiteSpace(tenant.Name))
        {
            yield return "tenant: id and name must be given.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
        {
            yield return $"tenant.settings.timeZone '{settings.TimeZone}' is no IANA time zone such as Asia/Kolkata.";
        }

        if (!PhoneNumber.IsKnownCountry(settings.DefaultCountry) || settings.DefaultCountry.Any(char.IsAsciiLetterLower))
        {
            yield return $"tenant.settings.defaultCountry '{settings.DefaultCountry}' is no country code of two capital letters such as IN.";
        }

        if (string.IsNullOrWhiteSpace(settings.PlaceholderLastName))
        {
            yield return "tenant.settings.placeholderLastName must not be empty: Zoho requires a last name.";
        }

        if (settings.TaskDueOffsetDays is < 0 or > 365)
        {
            yield return "tenant.settings.taskDueOffsetDays must be 0 to 365.";
        }

        if (settings.LiveMaxAge <= TimeSpan.Zero)
        {
            yield return "tenant.settings.liveMaxAge must be more than zero, such as 1.00:00:00 for a day.";
        }
    }

    // Demo data never reaches a real Zoho (DESIGN 10).
    private static IEnumerable<string> Zoho(SeedDocument seed) => seed.Zoho is not { } zoho ? []
        : new[] { ("accountsServer", zoho.AccountsServer), ("apiDomain", zoho.ApiDomain) }
            .Where(server => !Uri.TryCreate(server.Item2, UriKind.Absolute, out var uri) || (seed.Tenant.Demo ? !uri.IsLoopback : uri.Scheme is not ("http" or "https")))
            .Select(server => seed.Tenant.Demo
                ? $"zoho.{server.Item1}: a demo tenant only talks to a simulator on this machine, such as http://127.0.0.1:5090."
                : $"zoho.{server.Item1} must be an address such as https://www.zohoapis.com.");

    private static IEnumerable<string> FieldDefault(SeedFieldDefault one)
    {
        if (!WrittenModules.Contains(one.Module))
        {
            yield return $"zoho.fieldDefaults: '{one.Module}' is no module that LeadCall writes to; it must be Leads, Calls or Tasks.";
        }
        else if (string.IsNullOrWhiteSpace(one.ApiName) || string.IsNullOrWhiteSpace(one.Value))
        {
            yield return $"zoho.fieldDefaults: the one for {one.Module} must have an apiName and a value; neither may be empty.";
        }
    }

    private static IEnumerable<string> Device(SeedDevice device) =>
        (device.Roles ?? []).Where(role => role.Role is not (DeviceChanges.Campaign or DeviceChanges.SalesRep))
            .Select(role => $"devices: {device.InstallId} has the role '{role.Role}'; it must be campaign or sales_rep.");
}
