using LeadCall.ZohoSimulator;

var (options, refusal) = CommandLine.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

await using var zoho = await SimulatorHost.StartAsync(options);
foreach (var centre in options.DataCentres)
{
    Console.WriteLine($"Zoho simulator, data centre {centre.Location}: accounts {zoho.AccountsUrl(centre.Location)} CRM {zoho.ApiUrl(centre.Location)}crm/v8");
}

Console.WriteLine($"Its records to look at: {zoho.ApiUrl(options.DataCentres[0].Location)}   Ctrl-C ends it.");
await zoho.WaitForShutdownAsync();
return 0;
