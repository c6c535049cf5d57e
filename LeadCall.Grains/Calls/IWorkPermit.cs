namespace LeadCall.Grains.Calls;

/// <summary>Whether this process may take work: it may not while it does not hold the lock on its database (DESIGN 6).</summary>
public interface IWorkPermit
{
    bool IsHeld { get; }
}
