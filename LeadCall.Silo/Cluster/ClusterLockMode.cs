namespace LeadCall.Silo.Cluster;

/// <summary>Who else may use the database while this process does.</summary>
public enum ClusterLockMode
{
    /// <summary>Nobody: the Embedded engine is one process.</summary>
    Exclusive,

    /// <summary>Other silos of the Orleans engine, which find each other in the membership table; no Embedded process.</summary>
    Shared,
}
