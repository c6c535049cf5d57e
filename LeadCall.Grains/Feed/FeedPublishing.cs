using Microsoft.Extensions.Logging;

namespace LeadCall.Grains.Feed;

/// <summary>News for the tenant's dashboards, told after the fact is committed.</summary>
internal static partial class FeedPublishing
{
    /// <summary>Publishing never fails what it is about: a dashboard that missed the news sees it when it compares (DESIGN 4.8, 4.9).</summary>
    public static async Task TellFeed(this Grain grain, Guid tenantId, FeedEvent news, ILogger logger)
    {
        try
        {
            await grain.GetStreamProvider(FeedStream.Provider)
                .GetStream<FeedEvent>(StreamId.Create(FeedStream.Namespace, GrainKeys.Feed(tenantId)))
                .OnNextAsync(news);
        }
        catch (Exception exception)
        {
            LogNotTold(logger, exception, news.Kind, news.DeviceId ?? news.CallId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} of {Id} was not published to the feed.")]
    private static partial void LogNotTold(ILogger logger, Exception exception, FeedEventKind kind, Guid? id);
}
