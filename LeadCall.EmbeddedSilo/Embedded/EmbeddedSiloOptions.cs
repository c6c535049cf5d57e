namespace Orleans.Embedded;

/// <summary>Times of the embedded engine. The defaults are Orleans' own.</summary>
public sealed class EmbeddedSiloOptions
{
    /// <summary>How long a caller waits for an answer when the method has no <c>[ResponseTimeout]</c>. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>An activation that was not used for this long is let go. Default 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for. Default 1 min.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an activation may take to start, and to end. Default 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The shortest period a reminder may have. Default 1 min; shorter only in tests.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one stream item is offered to a consumer that throws. Default 1 min.</summary>
    public TimeSpan StreamDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after a throw the item is offered again; doubled each time up to ten times this. Default 1 s.</summary>
    public TimeSpan StreamRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long stopping lets what runs go on, before its callers are told that the outcome is unknown. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether activities flow with calls. Set by <c>AddActivityPropagation</c>.</summary>
    public bool PropagateActivity { get; set; }

    /// <summary>A deliberate fault, for the suite that shows its tests can fail.</summary>
    internal EmbeddedMutation Mutation { get; set; }
}
