namespace LeadCall.Grains.Calls;

/// <summary>Once a minute, for the whole cluster: finds the tenants with due rows and nudges their queues.</summary>
[Alias("leadcall.ISweepGrain")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>Registers the reminder; called by every silo at start, harmless when repeated.</summary>
    [Alias("Start")]
    Task Start();
}
