using System.Collections.Immutable;
using System.Globalization;
using LeadCall.Zoho.Organisation;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Records;

namespace LeadCall.Zoho;

public sealed partial class ZohoCrmClient
{
    /// <summary>Far more users than an organisation of ours has; ends a list whose answers never say they are the last.</summary>
    private const int MaxUserPages = 100;

    /// <summary>All users of a type, page by page (FACTS 7).</summary>
    public async Task<ZohoResult<ImmutableList<ZohoUser>>> ListUsers(
        ZohoAccess access, ZohoUserType type, CancellationToken cancellationToken)
    {
        var users = ImmutableList.CreateBuilder<ZohoUser>();
        var requests = 0;
        for (var page = 1; ; page++)
        {
            var query = new QueryText("type", type.ToString());
            query.Add("page", page.ToString(CultureInfo.InvariantCulture));
            query.Add("per_page", RecordList.MaxPerPage.ToString(CultureInfo.InvariantCulture));
            var part = await Read(
                access, new("list users", HttpMethod.Get, $"/crm/v8/users{query}"),
                body => ReadArray(body, "users", OrganisationAnswers.User) is { } read ? new UserPage(read, MoreRecords(body)) : null,
                new UserPage([], false), cancellationToken);
            var notes = part.Notes with { Requests = requests += part.Notes.Requests };
            if (!part.IsSuccess)
            {
                return ZohoResult<ImmutableList<ZohoUser>>.Failure(part.Error, notes);
            }

            users.AddRange(part.Value.Users);
            if (!part.Value.MoreRecords || page == MaxUserPages)
            {
                return ZohoResult<ImmutableList<ZohoUser>>.Success(users.ToImmutable(), notes);
            }
        }
    }

    /// <summary>The organisation the token belongs to; check it after every reconnect (FACTS 10).</summary>
    public Task<ZohoResult<ZohoOrganisation>> GetOrganisation(ZohoAccess access, CancellationToken cancellationToken) => Read(
        access, new("read organisation", HttpMethod.Get, "/crm/v8/org"),
        body => ReadArray(body, "org", OrganisationAnswers.Organisation)?.FirstOrDefault(), null, cancellationToken);

    /// <summary>The fields of a module with their lengths, rules and picklists.</summary>
    public Task<ZohoResult<ImmutableList<ZohoField>>> ListFields(
        ZohoAccess access, string module, CancellationToken cancellationToken) => Read(
        access, new($"list fields of {module}", HttpMethod.Get, $"/crm/v8/settings/fields?module={ZohoNames.Module(module)}"),
        body => ReadArray(body, "fields", OrganisationAnswers.Field)?.ToImmutableList(), ImmutableList<ZohoField>.Empty, cancellationToken);

    /// <summary>API names of the fields that every layout of a module requires (FACTS 7). Needs a scope of its own, <c>settings.layouts.READ</c>.</summary>
    public Task<ZohoResult<ImmutableHashSet<string>>> ListRequiredFields(
        ZohoAccess access, string module, CancellationToken cancellationToken) => Read(
        access, new($"list layouts of {module}", HttpMethod.Get, $"/crm/v8/settings/layouts?module={ZohoNames.Module(module)}"),
        body => ReadArray(body, "layouts", OrganisationAnswers.RequiredFields) is { } layouts ? OrganisationAnswers.InEvery(layouts) : null,
        ImmutableHashSet<string>.Empty, cancellationToken);

    /// <summary>One page of the CRM's campaigns. The module is absent in small editions (<see cref="ZohoErrorKind.ModuleUnavailable"/>).</summary>
    /// <param name="pageToken">Null for the first page.</param>
    public async Task<ZohoResult<CampaignPage>> ListCampaigns(ZohoAccess access, string? pageToken, CancellationToken cancellationToken)
    {
        var list = new RecordList(["Campaign_Name", "Type", "Status", "Start_Date", "End_Date"]) { PageToken = pageToken };
        var page = await ListRecords(access, "Campaigns", list, cancellationToken);
        return page.IsSuccess
            ? ZohoResult<CampaignPage>.Success(
                new([.. page.Value.Records.Select(OrganisationAnswers.Campaign)], page.Value.MoreRecords, page.Value.NextPageToken), page.Notes)
            : ZohoResult<CampaignPage>.Failure(page.Error, page.Notes);
    }

    private sealed record UserPage(ImmutableArray<ZohoUser> Users, bool MoreRecords);
}
