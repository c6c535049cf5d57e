using LeadCall.Grains.Devices;
using LeadCall.Storage.Tenants;

namespace LeadCall.Api.Seed;

/// <summary>A tenant with its people, phones and connection (docs/seed.md).</summary>
internal sealed record SeedDocument(
    SeedTenant Tenant,
    IReadOnlyList<SeedUser>? Users,
    IReadOnlyList<SeedRep>? Reps,
    IReadOnlyList<SeedCode>? EnrollmentCodes,
    SeedZoho? Zoho,
    IReadOnlyList<SeedDevice>? Devices);

internal sealed record SeedTenant(Guid Id, string Name, bool Demo, TenantSettings? Settings);

/// <param name="ZohoUserId">Of the organisation in <see cref="SeedDocument.Zoho"/>; null: not mapped.</param>
internal sealed record SeedRep(Guid Id, string Name, string? ZohoUserId, string? ZohoUserName);

/// <param name="ExpiresInMinutes">By default 15.</param>
internal sealed record SeedCode(string Code, string Label, double? ExpiresInMinutes);

internal sealed record SeedZoho(
    string Location,
    string OrgId,
    string OrgName,
    string AccountsServer,
    string ApiDomain,
    string? Edition,
    string RefreshToken,
    IReadOnlyList<string> Scopes,
    string ConnectedBy,
    IReadOnlyList<SeedFieldDefault>? FieldDefaults)
{
    public string ZohoOrg => $"{Location}:{OrgId}";

    /// <summary>Never shows the token.</summary>
    public override string ToString() => $"{ZohoOrg} via {ApiDomain}";
}

/// <summary>What to write into a field that the organisation insists on and a call says nothing about (FEATURES E13).</summary>
/// <param name="Module">Leads, Calls or Tasks.</param>
internal sealed record SeedFieldDefault(string Module, string ApiName, string Value);

/// <param name="InstallId">Of a phone that has enrolled.</param>
internal sealed record SeedDevice(
    string InstallId, IReadOnlyList<SeedRole>? Roles, IReadOnlyList<SeedHolder>? Holders, IReadOnlyList<SeedAssignment>? Assignments);

/// <param name="Role">campaign or sales_rep.</param>
internal sealed record SeedRole(string Role, DateTimeOffset From);

/// <param name="RepId">Null: nobody.</param>
internal sealed record SeedHolder(Guid? RepId, DateTimeOffset From);

internal sealed record SeedAssignment(IReadOnlyList<MetadataRow> Metadata, DateTimeOffset From);

/// <param name="UnknownDevices">Install ids of phones that have not enrolled: their part of the seed was left out.</param>
internal sealed record SeedAnswer(IReadOnlyList<SeededDevice> Devices, IReadOnlyList<string> UnknownDevices);

internal sealed record SeededDevice(string InstallId, Guid DeviceId);
