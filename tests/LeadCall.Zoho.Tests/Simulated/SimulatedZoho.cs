using LeadCall.Zoho.DataCentres;
using LeadCall.ZohoSimulator;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Zoho.Tests.Simulated;

/// <summary>The simulator over HTTP, with one connected organisation, and the client pointed at it.</summary>
internal sealed class SimulatedZoho : IAsyncDisposable
{
    public const string Organisation = "clinic";
    public static readonly Uri Callback = new("https://leadcall.test/zoho/callback");
    private readonly SimulatorHost simulator;

    private SimulatedZoho(SimulatorHost simulator)
    {
        this.simulator = simulator;
        Client = new ZohoUnderTest(simulator.AccountsUrl("test"), api: simulator.ApiUrl("test"));
    }

    public ZohoUnderTest Client { get; }

    public ControlDesk Control => simulator.Control;

    public ZohoAccess Access { get; private set; }

    public ZohoCrmClient Crm => Client.Crm;

    public static async Task<SimulatedZoho> Start(Func<OrganisationSpec, OrganisationSpec>? change = null, params string[] scopes)
    {
        var zoho = new SimulatedZoho(await SimulatorHost.StartAsync(new SimulatorOptions { DataCentres = [new("test")] }));
        var spec = new OrganisationSpec
        {
            Key = Organisation,
            Name = "Riverside Clinics",
            DataCentre = "test",
            TimeZone = "Asia/Kolkata",
            Users =
            [
                new() { Name = "Ada Admin", Email = "ada@clinic.test", Admin = true },
                new() { Name = "Cy Gone", Email = "cy@clinic.test", Status = "inactive" },
            ],
            CustomFields = [new() { Module = "Contacts", ApiName = "Clinic_Phone", DataType = "phone" }],
            Clients = [new() { ClientId = "1000.TESTCLIENT", ClientSecret = ZohoUnderTest.ClientSecret, RedirectUris = [Callback.OriginalString] }],
        };
        zoho.Control.CreateOrganisation(change?.Invoke(spec) ?? spec);
        var connection = zoho.Control.Connect(Organisation, scopes: scopes.Length == 0 ? null : scopes);
        zoho.Access = new ZohoAccess(ZohoHosts.Origin(zoho.simulator.ApiUrl("test")), connection.AccessToken, connection.ZohoId);
        return zoho;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await simulator.DisposeAsync();
    }
}
