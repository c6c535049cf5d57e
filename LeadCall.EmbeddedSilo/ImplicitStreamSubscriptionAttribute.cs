namespace Orleans;

/// <summary>
/// Every stream of this namespace, of every provider, has one subscriber of this grain class: the grain whose key is the
/// stream's key. The class implements <see cref="Streams.Core.IStreamSubscriptionObserver"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    public ImplicitStreamSubscriptionAttribute(string streamNamespace)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(streamNamespace);
        StreamNamespace = streamNamespace;
    }

    internal string StreamNamespace { get; }
}
