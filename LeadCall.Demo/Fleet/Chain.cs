using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>The demo tenant: three dental clinics, their people, and the users of their CRM.</summary>
public static class Chain
{
    public const string Name = "Harbourlight Dental";

    /// <summary>IANA name of the clinics' time zone.</summary>
    public const string TimeZone = "Europe/London";

    public const string Country = "GB";

    public static readonly Guid TenantId = Guid.Parse("01980000-0000-7000-8000-00000000de30");

    public static readonly Rep Gwen = new(Guid.Parse("01980000-0000-7000-8000-000000000001"), "Gwen Price", "gwen.price@harbourlight.example");
    public static readonly Rep Tom = new(Guid.Parse("01980000-0000-7000-8000-000000000002"), "Tom Hale", "tom.hale@harbourlight.example");
    public static readonly Rep Aled = new(Guid.Parse("01980000-0000-7000-8000-000000000003"), "Aled Morgan", "aled.morgan@harbourlight.example");
    public static readonly Rep Maya = new(Guid.Parse("01980000-0000-7000-8000-000000000005"), "Maya Shah", "maya.shah@harbourlight.example");

    /// <summary>New in the team and not mapped yet: her records have no owner (FEATURES E7).</summary>
    public static readonly Rep Sian = new(Guid.Parse("01980000-0000-7000-8000-000000000004"), "Sian Rees", ZohoEmail: null);

    /// <summary>Mapped to a Zoho user whom the CRM's admin has deactivated: Zoho refuses records for him.</summary>
    public static readonly Rep Ben = new(Guid.Parse("01980000-0000-7000-8000-000000000006"), "Ben Cole", "ben.cole@harbourlight.example");

    /// <summary>A trainee, mapped to a Zoho user who may work on Leads but not have new ones: Zoho refuses Leads for her.</summary>
    public static readonly Rep Isla = new(Guid.Parse("01980000-0000-7000-8000-000000000007"), "Isla Byrne", "isla.byrne@harbourlight.example");

    public static readonly ImmutableArray<Rep> Reps = [Gwen, Tom, Aled, Sian, Maya, Ben, Isla];

    public static readonly ImmutableArray<Manager> Managers =
    [
        new("nia.bevan@harbourlight.example", "Nia Bevan", "admin"),
        new("owen.frost@harbourlight.example", "Owen Frost", "manager"),
        new("ruth.lane@harbourlight.example", "Ruth Lane", "viewer"),
    ];

    /// <summary>The chain as a tenant of LeadCall.</summary>
    public static DemoTenant Tenant => new(TenantId, Name, Managers);

    /// <summary>The first one is the CRM's administrator and gives the consent.</summary>
    public static readonly ImmutableArray<CrmUserPlan> CrmUsers =
    [
        new("Nia Bevan", "nia.bevan@harbourlight.example"),
        .. from rep in Reps
           where rep.ZohoEmail is not null
           select new CrmUserPlan(rep.Name, rep.ZohoEmail!, IsActive: rep != Ben, MayCreateLeads: rep != Isla),
    ];

    public static TimeZoneInfo Zone =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)
            ? zone
            : throw new TimeZoneNotFoundException($"This machine does not know the time zone {TimeZone}. Install the package tzdata.");
}

/// <summary>A tenant that works like the clinics: the same reps, settings and kind of CRM.</summary>
/// <param name="Managers">No e-mail address may belong to two tenants.</param>
public sealed record DemoTenant(Guid Id, string Name, ImmutableArray<Manager> Managers);

/// <summary>A user of the dashboard, shown as the demo's login.</summary>
/// <param name="Role"><c>viewer</c>, <c>manager</c> or <c>admin</c>.</param>
public sealed record Manager(string Email, string Name, string Role);

/// <summary>A user of the clinics' Zoho organisation.</summary>
public sealed record CrmUserPlan(string Name, string Email, bool IsActive = true, bool MayCreateLeads = true);
