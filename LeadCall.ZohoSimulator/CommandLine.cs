namespace LeadCall.ZohoSimulator;

/// <summary>Reads <c>--data DIR --dc us=http://127.0.0.1:5091,http://127.0.0.1:5092</c> (accounts, API; <c>--dc</c> may be repeated).</summary>
internal static class CommandLine
{
    public const string Usage =
        "usage: LeadCall.ZohoSimulator [--data DIR] [--dc NAME=ACCOUNTS_URL[,API_URL]]...\n"
        + "  --data DIR   keep records, tokens and the ledger in DIR (default: in memory)\n"
        + "  --dc …       a data centre on loopback addresses (default: us=http://127.0.0.1:5091)";

    /// <summary>The options, or one sentence saying what is wrong with the arguments.</summary>
    public static (SimulatorOptions? Options, string? Refusal) Parse(string[] args)
    {
        string? data = null;
        var centres = new List<DataCentreOptions>();
        for (var i = 0; i < args.Length; i++)
        {
            if (i + 1 >= args.Length)
            {
                return (null, $"'{args[i]}' needs a value.\n{Usage}");
            }

            switch (args[i])
            {
                case "--data":
                    data = args[++i];
                    break;
                case "--dc":
                    var (centre, refusal) = ParseCentre(args[++i]);
                    if (centre is null)
                    {
                        return (null, refusal);
                    }

                    centres.Add(centre);
                    break;
                default:
                    return (null, $"'{args[i]}' is not an option.\n{Usage}");
            }
        }

        if (centres.Count == 0)
        {
            centres.Add(new DataCentreOptions("us", new Uri("http://127.0.0.1:5091")));
        }

        return (new SimulatorOptions { DataDirectory = data, DataCentres = centres, LogToConsole = true }, null);
    }

    private static (DataCentreOptions? Centre, string? Refusal) ParseCentre(string text)
    {
        var nameAndUrls = text.Split('=', 2);
        var urls = nameAndUrls.Length == 2 ? nameAndUrls[1].Split(',') : [];
        if (urls.Length is 0 or > 2 || nameAndUrls[0].Length == 0)
        {
            return (null, $"--dc '{text}' is not NAME=ACCOUNTS_URL[,API_URL].\n{Usage}");
        }

        var parsed = new List<Uri>();
        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || !uri.IsLoopback)
            {
                return (null, $"--dc '{text}': '{url}' must be an http address on 127.0.0.1; the simulator is not meant for other machines.");
            }

            parsed.Add(uri);
        }

        return (new DataCentreOptions(nameAndUrls[0], parsed[0], parsed[^1]), null);
    }
}
