namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>
/// One after the other and beside nothing else: they wait more than they work, and they hold requests at certain moments, which a crowded
/// machine would make them miss.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultTests
{
    public const string Name = "Faults";
}
