using System.Collections.Immutable;
using LeadCall.Zoho.DataCentres;

namespace LeadCall.Zoho;

/// <summary>How we reach Zoho. Bound from configuration; checked at start by <see cref="ZohoOptionsValidator"/>.</summary>
public sealed class ZohoOptions
{
    /// <summary>Our client id from Zoho's API console; empty until an operator registers one, then nobody can connect Zoho itself.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of <see cref="ClientId"/>. Comes from a file or the environment, never from a repository.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Client id or secret of single data centres, by location, where they differ from the common ones (FACTS 1.1) and for
    /// extra data centres, which never receive the common ones.
    /// </summary>
    public Dictionary<string, ZohoClientCredentials> DataCentreClients { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Servers beside Zoho's own, by location: a simulator for demo and tests. They cannot replace one of Zoho's.</summary>
    public Dictionary<string, ExtraDataCentre> ExtraDataCentres { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How long to wait for a TCP and TLS connection. 1 s to 60 s, default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a write may take, connecting and the answer's body included. 5 s to 5 min, default 60 s. Shorter means more
    /// unknown outcomes and so more look-ups; longer means a slot of the tenant's concurrency is held longer.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one attempt of a read or of a token request may take. 1 s to 2 min, default 15 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a read is tried again after a transport error or 5xx. 0 to 5, default 2. Writes never are.</summary>
    public int ReadRetries { get; set; } = 2;

    /// <summary>Middle of the jittered pause before the first retry of a read; doubles each time. 10 ms to 30 s, default 500 ms.</summary>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Connections to one host of a data centre. 1 to 2,000, default 256: more tenants than that rarely have a request in
    /// flight at once, and each tenant is held to a few by Zoho itself (FACTS 5.3).
    /// </summary>
    public int MaxConnectionsPerHost { get; set; } = 256;

    /// <summary>
    /// How long an unused connection is kept. 1 s to 5 min, default 15 s: shorter than any server's keep-alive we expect,
    /// because a write that meets a connection just closed by the server ends unknown instead of not sent.
    /// </summary>
    public TimeSpan IdleConnectionTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Share of failing requests that opens a circuit: of one organisation (5xx, broken connections, time-outs), or of a server (connections that
    /// could not be made). 0.1 to 1, default 0.5.
    /// </summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Fewer requests than this within <see cref="BreakerSamplingDuration"/> never open the circuit. 2 to 10,000, default 20.</summary>
    public int BreakerMinimumThroughput { get; set; } = 20;

    /// <summary>The window that is counted. 1 s to 10 min, default 30 s.</summary>
    public TimeSpan BreakerSamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit stays open before one request may try. 500 ms to 10 min, default 15 s.</summary>
    public TimeSpan BreakerBreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The extra data centres as entries of the table. Call only after validation.</summary>
    internal ImmutableArray<ZohoDataCentre> ReadExtraDataCentres() =>
    [
        .. from extra in ExtraDataCentres
           let accounts = ZohoHosts.ReadConfigured(extra.Value.AccountsServer, out _)
           let api = ZohoHosts.ReadConfigured(extra.Value.ApiDomain, out _)
           where accounts is not null && api is not null
           select new ZohoDataCentre(extra.Key, accounts, api, IsExtra: true),
    ];
}

/// <summary>A client id and secret of one data centre; what is absent is taken from the common ones.</summary>
public sealed class ZohoClientCredentials
{
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }
}

/// <summary>A server that speaks like a data centre of Zoho. Both addresses are origins: https, or http on loopback.</summary>
public sealed class ExtraDataCentre
{
    public string? AccountsServer { get; set; }

    public string? ApiDomain { get; set; }
}
