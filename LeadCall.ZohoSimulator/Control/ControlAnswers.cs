using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>An organisation as it came out: ids are given by the simulator.</summary>
public sealed record OrganisationInfo(string Key, string ZohoId, string Name, string DataCentre, string TimeZone, IReadOnlyList<UserInfo> Users);

/// <param name="Denied">Rights the user lacks.</param>
public sealed record UserInfo(string Id, string Name, string Email, string Status, bool Confirmed, IReadOnlyList<DeniedRight> Denied);

/// <summary>A connection made without a browser: what a finished consent would have led to.</summary>
public sealed record Connection(
    string Organisation, string ZohoId, string Location, Uri AccountsServer, Uri ApiDomain, string UserId, string ClientId, string ClientSecret,
    IReadOnlyList<string> Scopes, string RefreshToken, string AccessToken, DateTimeOffset ExpiresAt);

/// <summary>A record to put in behind the client's back.</summary>
public sealed record SeedRecord
{
    /// <summary>Values by api name, taken as they are: no rule is applied to them. <c>$se_module</c> and <c>Owner</c> as in the API.</summary>
    public required JsonObject Fields { get; init; }

    public DateTimeOffset? CreatedTime { get; init; }

    public DateTimeOffset? ModifiedTime { get; init; }

    /// <summary>Let search and COQL delays count for it; otherwise it is found at once.</summary>
    public bool IndexLater { get; init; }
}
