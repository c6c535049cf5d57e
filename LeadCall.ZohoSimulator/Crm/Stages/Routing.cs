namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>Which operation the address means, and whether its module exists (FACTS 3.3, 6).</summary>
internal sealed class Routing(IReadOnlyList<CrmOperation> operations) : ICrmStage
{
    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        var addressed = operations.Select(operation => (operation, values: operation.Match(call.Path))).Where(match => match.values is not null).ToList();
        if (addressed.Count == 0)
        {
            return Task.FromResult(CrmError.Of("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one")
                .Flat(StatusCodes.Status404NotFound));
        }

        // An address with a fixed word (search, deleted) comes before one with a value in its place.
        var (found, values) = addressed.OrderBy(match => match.values!.Count).FirstOrDefault(match => match.operation.Method == call.Method);
        if (found is null)
        {
            return Task.FromResult(CrmError.Of("INVALID_REQUEST_METHOD", "The http request method type is not a valid one").Flat(call.Organisation.Switches.WrongMethodStatus));
        }

        (call.Operation, call.PathValues) = (found, values!);
        if (values!.TryGetValue("module", out var name) || call.Query.TryGetValue("module", out name))
        {
            call.Schema = call.Organisation.Module(name);
            if (call.Schema is null)
            {
                return Task.FromResult(InvalidModule(call));
            }
        }

        return rest();
    }

    /// <summary>Flat for reads, inside <c>data</c> for writes (FACTS 3.2).</summary>
    private static CrmAnswer InvalidModule(CrmCall call)
    {
        var error = CrmError.Of("INVALID_MODULE", "the module name given seems to be invalid", ("resource_path_index", 0));
        return call.Method == HttpMethods.Get
            ? error.Flat()
            : new CrmAnswer(StatusCodes.Status400BadRequest, new System.Text.Json.Nodes.JsonObject { ["data"] = new System.Text.Json.Nodes.JsonArray(error.ToJson()) });
    }
}
