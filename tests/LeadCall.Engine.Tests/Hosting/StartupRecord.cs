namespace LeadCall.Engine.Tests.Hosting;

/// <summary>Set by the startup task that every host of the suite has.</summary>
public sealed class StartupRecord
{
    public bool Done { get; set; }
}
