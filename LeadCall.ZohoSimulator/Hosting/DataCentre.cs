namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>A data centre that is being served.</summary>
internal sealed record DataCentre(string Location, Uri AccountsUrl, Uri ApiUrl)
{
    public int AccountsPort => AccountsUrl.Port;

    public int ApiPort => ApiUrl.Port;
}

/// <summary>Which data centre a request reached, by the port it came in on. A token of one is unknown in another (FACTS 1.1).</summary>
internal sealed class DataCentres
{
    private IReadOnlyList<DataCentre> all = [];

    public IReadOnlyList<DataCentre> All => all;

    /// <summary>Known only once the ports are bound.</summary>
    public void Open(IReadOnlyList<DataCentre> centres) => all = centres;

    public DataCentre Get(string location) => all.FirstOrDefault(centre => centre.Location == location)
        ?? throw new ArgumentException($"There is no data centre '{location}' here; there are {string.Join(", ", all.Select(centre => centre.Location))}.");

    public DataCentre? ByAccountsPort(int port) => all.FirstOrDefault(centre => centre.AccountsPort == port);

    public DataCentre? ByApiPort(int port) => all.FirstOrDefault(centre => centre.ApiPort == port);
}
