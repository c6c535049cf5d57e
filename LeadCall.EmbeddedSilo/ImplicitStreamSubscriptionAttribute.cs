namespace Orleans;

/// <summary>
/// Every stream of this namespace, of every provider, has one subscriber of this grain class: the grain whose key is the
/// stream's key. The class implements <see cref="Streams.Core.IStreamSubscriptionObserver"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    /// <exception cref="NotSupportedException">A mapper is named.</exception>
    public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(streamNamespace);
        if (streamIdMapper is not null)
        {
            throw new NotSupportedException($"Stream id mapper '{streamIdMapper}' is not supported: a subscriber has its stream's key.");
        }

        StreamNamespace = streamNamespace;
    }

    internal string StreamNamespace { get; }
}
