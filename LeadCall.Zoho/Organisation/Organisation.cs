using System.Collections.Immutable;

namespace LeadCall.Zoho.Organisation;

/// <summary>A user of the CRM organisation (FACTS 7).</summary>
/// <param name="Status"><c>active</c>, <c>inactive</c>, <c>deleted</c>, …</param>
/// <param name="Confirmed">Has accepted the invitation; only active and confirmed users can own records.</param>
/// <param name="TimeZone">IANA name; the zone in which Zoho shows date-times to tokens of this user.</param>
public sealed record ZohoUser(
    string Id, string FullName, string? Email, string? Status, bool Confirmed, string? Role, string? Profile, string? TimeZone)
{
    public bool CanOwnRecords => Confirmed && Status == "active";
}

/// <summary>Which users to list; always sent, Zoho's default is not documented.</summary>
public enum ZohoUserType
{
    AllUsers,
    ActiveUsers,
    ActiveConfirmedUsers,
    AdminUsers,

    /// <summary>The one who gave the consent.</summary>
    CurrentUser,
}

/// <summary>The CRM organisation behind a connection (FACTS 7).</summary>
/// <param name="Id">Tells whether two connections are the same organisation.</param>
/// <param name="TimeZone">IANA name, for due dates.</param>
/// <param name="Type"><c>production</c>, <c>sandbox</c>, <c>developer</c>, <c>bigin</c>.</param>
/// <param name="Edition"><c>license_details.paid_type</c>: <c>free</c>, <c>professional</c>, …; decides the limits of FACTS 5.</param>
/// <param name="LicencedUsers">Add to the daily credits (FACTS 5.1).</param>
public sealed record ZohoOrganisation(
    string Id, string? Name, string? TimeZone, string? CountryCode, string? Type, string? Edition, int? LicencedUsers, string? DomainName);

/// <summary>A field of a module, as the consenting user's profile sees it; hidden ones are absent (FACTS 7).</summary>
/// <param name="DataType"><c>text</c>, <c>phone</c>, <c>picklist</c>, …</param>
/// <param name="Length">In characters; null where the type has none.</param>
/// <param name="SystemMandatory">Mandatory whatever the layout says.</param>
public sealed record ZohoField(
    string Id, string ApiName, string Label, string DataType, int? Length, bool SystemMandatory, bool Visible, bool CreatableByApi,
    bool UpdatableByApi, bool Unique, bool Custom, ImmutableArray<ZohoPickListValue> PickListValues)
{
    public bool WritableOnCreate => CreatableByApi && Visible;
}

/// <param name="ActualValue">What is written and stored; differs from what is shown after a rename.</param>
/// <param name="Used">False for a value that exists but is in no layout.</param>
public sealed record ZohoPickListValue(string ActualValue, string DisplayValue, bool Used);

/// <summary>A campaign of the CRM.</summary>
public sealed record ZohoCampaign(string Id, string Name, string? Type, string? Status, DateOnly? StartDate, DateOnly? EndDate);

public sealed record CampaignPage(ImmutableArray<ZohoCampaign> Campaigns, bool MoreRecords, string? NextPageToken);
