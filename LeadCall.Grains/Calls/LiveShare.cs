namespace LeadCall.Grains.Calls;

/// <summary>Late work never takes the last free places: so many are kept for live syncs (DESIGN 8).</summary>
internal static class LiveShare
{
    /// <summary>A tenth, and at least one; none where there is only one place, which live work only gets first.</summary>
    public static int Of(int places) => places > 1 ? Math.Max(1, places / 10) : 0;
}
