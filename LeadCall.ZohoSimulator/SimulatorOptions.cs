namespace LeadCall.ZohoSimulator;

/// <summary>How a simulator is started.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The data centres to serve. Default: <c>us</c> alone, on a free port.</summary>
    public IReadOnlyList<DataCentreOptions> DataCentres { get; init; } = [new("us")];

    /// <summary>Where records, tokens and the ledger are kept between runs; absent = in memory only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Write the host's warnings and errors to the console. Default: no.</summary>
    public bool LogToConsole { get; init; }
}

/// <summary>One of Zoho's data centres: an accounts server and an API domain of its own (FACTS 1.1).</summary>
/// <param name="Location">The short name Zoho puts into <c>location</c>, e.g. <c>us</c>, <c>eu</c>, <c>in</c>.</param>
/// <param name="AccountsUrl">Loopback address of the accounts server; absent = a free port.</param>
/// <param name="ApiUrl">Loopback address of the API; absent = the accounts address if that is given, else a free port.</param>
public sealed record DataCentreOptions(string Location, Uri? AccountsUrl = null, Uri? ApiUrl = null);
