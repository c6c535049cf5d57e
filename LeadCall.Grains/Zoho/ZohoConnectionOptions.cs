namespace LeadCall.Grains.Zoho;

/// <summary>How a tenant's connection uses Zoho (FACTS 5.3).</summary>
public sealed class ZohoConnectionOptions
{
    /// <summary>Requests of one tenant in flight at once. 1 to 100, default 5: the smallest edition's limit; the largest has 25.</summary>
    public int Slots { get; set; } = 5;

    /// <summary>Writes in one request. 1 to 10, default 10: one credit, and never one of the complex calls.</summary>
    public int BatchSize { get; set; } = 10;

    /// <summary>How long a write of a crowd waits for company. 0 to 5 s, default 400 ms; a lone write never waits.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Writes that wait for a slot before new ones are turned away. 100 to 100,000, default 2,000.</summary>
    public int MostWaiting { get; set; } = 2_000;

    /// <summary>An access token is refreshed this long before it ends. 1 to 30 min, default 5 min.</summary>
    public TimeSpan RefreshAhead { get; set; } = TimeSpan.FromMinutes(5);
}
