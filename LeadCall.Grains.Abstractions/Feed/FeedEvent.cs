namespace LeadCall.Grains.Feed;

/// <summary>Names of the tenant's stream of feed events.</summary>
public static class FeedStream
{
    public const string Provider = "leadcall";

    /// <summary>Stream namespace; the key is <see cref="GrainKeys.Feed"/>.</summary>
    public const string Namespace = "tenant-feed";
}

[GenerateSerializer, Alias("leadcall.feed-event-kind")]
public enum FeedEventKind
{
    /// <summary>Calls of a device were stored.</summary>
    [Id(0)] CallsArrived,

    /// <summary>The sync of a call changed its status, its next try or its error.</summary>
    [Id(1)] SyncChanged,

    /// <summary>Role, holder or assignment of a device changed.</summary>
    [Id(2)] DeviceChanged,

    /// <summary>An incident of the tenant's connection was opened or closed.</summary>
    [Id(3)] IncidentChanged,
}

/// <summary>News for the tenant's dashboards. It names what changed; whoever shows it reads the row.</summary>
[GenerateSerializer, Immutable, Alias("leadcall.FeedEvent")]
public sealed record FeedEvent(
    [property: Id(0)] FeedEventKind Kind,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] Guid? DeviceId,
    [property: Id(3)] Guid? CallId,
    [property: Id(4)] string? Status,
    [property: Id(5)] int Count);
