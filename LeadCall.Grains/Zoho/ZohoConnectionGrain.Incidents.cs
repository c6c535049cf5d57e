using LeadCall.Grains.Calls;
using LeadCall.Grains.Feed;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using Microsoft.Extensions.Logging;

namespace LeadCall.Grains.Zoho;

/// <summary>What holds the tenant's queue: incidents, and fields the CRM insists on (FEATURES A6, E13).</summary>
internal sealed partial class ZohoConnectionGrain
{
    private const string LeadCall = "LeadCall";

    public async Task<bool> OpenIncident(IncidentReport report)
    {
        if (await connections.ActiveAsync(tenantId) is not { ZohoOrg: var org })
        {
            return false;
        }

        return await OpenAsync(org, new NewIncident(IncidentNames.Of(report.Kind), report.Code, report.Message, report.By));
    }

    public async Task<bool> CloseIncident(IncidentKind kind, string by) =>
        await connections.ActiveAsync(tenantId) is { ZohoOrg: var org } && await CloseAsync(org, IncidentNames.Of(kind), by);

    public async Task<ReadAnswer> RefreshMetadata()
    {
        foreach (var module in CrmFields.Modules)
        {
            var (answer, org, fields) = await ReadAsync(SyncLane.Live, (access, cancel) => crm.ListFields(access, module, cancel));
            if (fields is null)
            {
                if (CrmFields.MustBeRead(module))
                {
                    return answer;
                }

                continue;
            }

            // Which fields the layouts ask for takes a scope of its own; without it the first refusal tells (NeedField).
            var (_, _, required) = await ReadAsync(SyncLane.Live, (access, cancel) => crm.ListRequiredFields(access, module, cancel));
            await connections.SaveFieldsAsync(
                tenantId, org, module, [.. fields.Select(field => CrmFields.Row(module, field, required ?? []))], time.GetUtcNow());
            readings.Clear();
        }

        if (await connections.ActiveAsync(tenantId) is { ZohoOrg: var connected })
        {
            await HoldForDefaultsAsync(connected);
        }

        return ReadAnswer.Ok;
    }

    public async Task SetFieldDefault(FieldDefaultChange change)
    {
        if (await connections.ActiveAsync(tenantId) is not { ZohoOrg: var org })
        {
            throw new InvalidOperationException("The tenant is not connected to Zoho: connect it before giving a field a default.");
        }

        await (string.IsNullOrWhiteSpace(change.Value)
            ? defaults.RemoveAsync(tenantId, org, change.Module, change.ApiName)
            : defaults.SetAsync(tenantId, org, change.Module, change.ApiName, change.Value.Trim(), change.By, time.GetUtcNow()));
        await HoldForDefaultsAsync(org);
    }

    public async Task<bool> NeedField(string zohoOrg, SyncStep step, string field)
    {
        var module = SyncNames.ModuleOf(step);
        var known = await defaults.AllAsync(tenantId, zohoOrg);
        if (known.Any(one => one.Module == module && one.ApiName == field))
        {
            return true;
        }

        await defaults.LearnMandatoryAsync(tenantId, zohoOrg, module, field, time.GetUtcNow());
        if (CrmFields.KnownDefault(module, field) is { } value)
        {
            await defaults.SetAsync(tenantId, zohoOrg, module, field, value, LeadCall, time.GetUtcNow());
            return true;
        }

        await HoldForDefaultsAsync(zohoOrg);
        return false;
    }

    /// <summary>
    /// Opens, words anew or closes the incident, by the mandatory fields that have no default. Turns interleave here, and a default may come
    /// between the question and what is done about it: hence asked again until the answer stays.
    /// </summary>
    private async Task HoldForDefaultsAsync(string org)
    {
        string? done = null;
        for (var missing = await WithoutDefaultAsync(org); missing != done; missing = await WithoutDefaultAsync(org))
        {
            await (missing.Length == 0 ? CloseAsync(org, IncidentKindName.FieldDefaultMissing, LeadCall) : OpenForDefaultsAsync(org, missing));
            done = missing;
        }
    }

    private async Task<string> WithoutDefaultAsync(string org)
    {
        var known = await defaults.AllAsync(tenantId, org);
        var missing = new List<string>();
        foreach (var module in CrmFields.Written)
        {
            missing.AddRange(CrmFields.WithoutDefault(module, await connections.FieldsAsync(tenantId, org, module), known));
        }

        return string.Join(", ", missing);
    }

    private async Task<bool> OpenForDefaultsAsync(string org, string missing)
    {
        var message = $"Your Zoho CRM insists on fields that LeadCall does not fill: {missing}. Give each a default value, or make it optional in Zoho; calls wait until then.";
        if (await OpenAsync(org, new NewIncident(IncidentKindName.FieldDefaultMissing, "MANDATORY_NOT_FOUND", message, LeadCall)))
        {
            return true;
        }

        await incidents.RewordAsync(tenantId, org, IncidentKindName.FieldDefaultMissing, message);
        return false;
    }

    private async Task<bool> OpenAsync(string org, NewIncident incident)
    {
        if (!await incidents.OpenAsync(tenantId, org, incident, time.GetUtcNow()))
        {
            return false;
        }

        LogIncidentOpened(incident.Kind, tenantId, incident.Code);
        await this.TellFeed(tenantId, new FeedEvent(FeedEventKind.IncidentChanged, time.GetUtcNow(), null, null, incident.Kind, 1), logger);
        return true;
    }

    private async Task<bool> CloseAsync(string org, string kind, string by)
    {
        if (!await incidents.CloseAsync(tenantId, org, kind, by, time.GetUtcNow()))
        {
            return false;
        }

        LogIncidentClosed(kind, tenantId);
        await syncs.EndWaitAsync(tenantId, WaitingFor.Connection, time.GetUtcNow());
        await GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenantId)).Nudge();
        await this.TellFeed(tenantId, new FeedEvent(FeedEventKind.IncidentChanged, time.GetUtcNow(), null, null, kind, 1), logger);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident {Kind} of tenant {TenantId} opened ({Code}): its queue holds.")]
    private partial void LogIncidentOpened(string kind, Guid tenantId, string? code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Incident {Kind} of tenant {TenantId} closed.")]
    private partial void LogIncidentClosed(string kind, Guid tenantId);
}
