namespace LeadCall.Grains.Calls;

/// <summary>How much a tenant's queue keeps under way.</summary>
public sealed class SyncQueueOptions
{
    /// <summary>Syncs under way at once per tenant. 1 to 2,000, default 200: a small window never fills batches of ten. A tenth is kept for live calls.</summary>
    public int Window { get; set; } = 200;

    /// <summary>
    /// Syncs under way at once in this process, all tenants together. 10 to 20,000, default 600: enough for three tenants at full speed, and
    /// what two cores and the pool of database connections carry without slowing each other down. A tenth is kept for live calls.
    /// </summary>
    public int SiloPlaces { get; set; } = 600;

    /// <summary>From this many of a lane under way on, writes wait a moment for company. Default 20: below, speed for the single call counts more.</summary>
    public int CrowdFrom { get; set; } = 20;

    /// <summary>A sync that said nothing for so long is started again. 30 s to 1 h, default 3 min: longer than any single request with its retries.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(3);
}
