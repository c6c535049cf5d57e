using LeadCall.Grains.Calls;

namespace LeadCall.Silo.Cluster;

/// <summary>Grains take work while the claim on the database is held.</summary>
internal sealed class ClusterWorkPermit(ClusterLock claim) : IWorkPermit
{
    public bool IsHeld => claim.IsHeld;
}
