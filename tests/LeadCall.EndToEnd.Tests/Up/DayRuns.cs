using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Zoho;
using LeadCall.ZohoSimulator;
using LeadCall.ZohoSimulator.Control;

namespace LeadCall.EndToEnd.Tests.Up;

/// <summary>
/// <c>up --once --json</c> four times on one data: new, once more, with a Lead too many in the CRM, with a Call too few.
/// </summary>
public sealed class DayRuns : IAsyncLifetime
{
    private readonly BuiltClone clone = new();

    public FinishedUp First { get; private set; } = null!;

    public FinishedUp Second { get; private set; } = null!;

    public FinishedUp WithExtraLead { get; private set; } = null!;

    public string ExtraLead { get; private set; } = null!;

    public FinishedUp WithoutCall { get; private set; } = null!;

    public string RemovedCall { get; private set; } = null!;

    /// <summary>Fails if a process of these runs is still there ten seconds later.</summary>
    public Task NothingRunsAsync() => clone.NothingRunsWithinAsync(TimeSpan.FromSeconds(10));

    public async ValueTask InitializeAsync()
    {
        First = await OnceAsync();
        Second = await OnceAsync();
        await InTheCrmAsync(crm => ExtraLead = crm.Seed(ChainOrganisation.Key, "Leads", new SeedRecord
        {
            Fields = new JsonObject { ["Last_Name"] = "Stranger", ["Phone"] = "+442079460123", ["Branch"] = "Bristol" },
        }).Single());
        WithExtraLead = await OnceAsync();
        await InTheCrmAsync(crm =>
        {
            crm.Remove(ChainOrganisation.Key, "Leads", ExtraLead);
            RemovedCall = crm.Records(ChainOrganisation.Key, "Calls")[7]["id"]!.GetValue<string>();
            crm.Remove(ChainOrganisation.Key, "Calls", RemovedCall);
        });
        WithoutCall = await OnceAsync();
    }

    public ValueTask DisposeAsync()
    {
        clone.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<FinishedUp> OnceAsync() => RunningUp.RunAsync(clone, "--once", "--json");

    /// <summary>What somebody does in the CRM while LeadCall is away.</summary>
    private async Task InTheCrmAsync(Action<ControlDesk> change)
    {
        await using var zoho = await SimulatorHost.StartAsync(new SimulatorOptions
        {
            DataDirectory = clone.SimulatorData, DataCentres = [new DataCentreOptions(SimulatorControl.DataCentre)],
        });
        change(zoho.Control);
    }
}
