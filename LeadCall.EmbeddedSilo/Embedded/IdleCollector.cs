namespace Orleans.Embedded;

/// <summary>Lets activations go that were not used for <see cref="EmbeddedSiloOptions.CollectionAge"/>.</summary>
internal sealed class IdleCollector : IDisposable
{
    private readonly EmbeddedSilo silo;
    private readonly ITimer timer;

    public IdleCollector(EmbeddedSilo silo)
    {
        this.silo = silo;
        var quantum = silo.Options.CollectionQuantum;
        timer = silo.Time.CreateTimer(static self => ((IdleCollector)self!).Collect(), this, quantum, quantum);
    }

    public void Dispose() => timer.Dispose();

    private void Collect()
    {
        if (silo.IsMutated(EmbeddedMutation.NeverCollect))
        {
            return;
        }

        foreach (var activation in silo.Activations.All)
        {
            activation.CollectIfIdle(silo.Options.CollectionAge);
        }
    }
}
