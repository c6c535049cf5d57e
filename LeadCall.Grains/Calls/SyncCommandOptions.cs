namespace LeadCall.Grains.Calls;

/// <summary>How people's commands are carried out (FEATURES F3).</summary>
public sealed class SyncCommandOptions
{
    /// <summary>
    /// A pick is written to Zoho no sooner than this long after it was made, so that it can be undone. 0 to 5 min, default 10 s: as long
    /// as the dashboard offers to undo it.
    /// </summary>
    public TimeSpan UndoWindow { get; set; } = TimeSpan.FromSeconds(10);
}
