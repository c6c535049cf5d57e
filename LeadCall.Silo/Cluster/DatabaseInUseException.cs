namespace LeadCall.Silo.Cluster;

/// <summary>Another LeadCall process uses the database in a way that excludes this one. The message names it and says what to do.</summary>
public sealed class DatabaseInUseException : Exception
{
    internal DatabaseInUseException(string database, ClusterLockMode wanted, IReadOnlyList<ClusterLockHolder> holders)
        : base($"{database} is already used by {Names(holders)}. {Advice(wanted)}") =>
        Holders = holders;

    /// <summary>Who has it, oldest first; empty when the holder ended in the same moment.</summary>
    public IReadOnlyList<ClusterLockHolder> Holders { get; }

    private static string Names(IReadOnlyList<ClusterLockHolder> holders) => holders switch
    {
        [] => "another LeadCall process that has ended meanwhile",
        [var only] => only.ToString(),
        [var first, ..] => $"{first} and {holders.Count - 1} more",
    };

    private static string Advice(ClusterLockMode wanted) => wanted switch
    {
        ClusterLockMode.Exclusive =>
            "The Embedded engine is one process and needs its database for itself. Stop the other process, or give this one a database of its own; "
            + "several processes on one database need the Orleans engine.",
        _ =>
            "It runs the Embedded engine, which needs its database for itself. Stop it before silos of the Orleans engine start, or give them a database of their own.",
    };
}
