using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Objects outside of grains that grains can call. They are held weakly. A message to one that is gone is dropped with a warning, so a
/// caller that waits gets a <see cref="TimeoutException"/>.
/// </summary>
internal sealed partial class ObserverDirectory(EmbeddedSilo silo)
{
    private static readonly GrainType Kind = GrainType.Create("sys.client.observer");
    private readonly ConcurrentDictionary<GrainId, ObserverQueue> observers = new();
    private readonly ConcurrentBag<object> mutatedHold = [];

    /// <summary>A grain passed as itself travels as its reference; any other object is refused.</summary>
    public static void TurnGrainsIntoReferences(GrainMethod method, object?[] arguments)
    {
        var parameters = method.Info.GetParameters();
        for (var index = 0; index < arguments.Length; index++)
        {
            if (arguments[index] is not IAddressable and not null || arguments[index] is null or GrainReference)
            {
                continue;
            }

            arguments[index] = arguments[index] is Grain grain
                ? grain.AsReference(parameters[index].ParameterType)
                : throw new ArgumentException(
                    $"{method.Name} was given a {arguments[index]!.GetType().Name}. Pass a reference from IGrainFactory.CreateObjectReference.");
        }
    }

    public bool Owns(GrainId id) => id.Type == Kind;

    public GrainReference Create(Type interfaceType, IGrainObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (observer is GrainReference or Grain)
        {
            throw new ArgumentException($"{observer} is a grain or already a reference. Pass the object itself.", nameof(observer));
        }

        var id = GrainId.Create(Kind, Guid.NewGuid().ToString("N"));
        observers[id] = new(silo, observer);
        if (silo.IsMutated(EmbeddedMutation.HoldObserversStrongly))
        {
            mutatedHold.Add(observer);
        }

        return silo.References.Create(interfaceType, id);
    }

    public void Delete(IGrainObserver reference)
    {
        if (reference is not GrainReference { GrainId: var id } || !Owns(id))
        {
            throw new ArgumentException("DeleteObjectReference takes the reference that CreateObjectReference gave.", nameof(reference));
        }

        observers.TryRemove(id, out _);
    }

    public void Dispatch(Request request)
    {
        if (observers.TryGetValue(request.Target, out var queue) && queue.TryAdd(request))
        {
            return;
        }

        observers.TryRemove(request.Target, out _);
        LogGone(silo.Log, request.Method.Name, request.Target);
        if (silo.IsMutated(EmbeddedMutation.DeadObserversAnswer))
        {
            request.Complete(Task.CompletedTask);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} was sent to {Observer}, which is deleted or collected; it is dropped")]
    private static partial void LogGone(ILogger logger, string method, GrainId observer);
}
