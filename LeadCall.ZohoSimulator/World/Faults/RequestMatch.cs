namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>Which requests a fault or a barrier is for. What is absent does not matter; all that is given must hold.</summary>
public sealed record RequestMatch
{
    /// <summary>An organisation's key.</summary>
    public string? Organisation { get; init; }

    public string? DataCentre { get; init; }

    /// <summary>GET, POST, PUT or DELETE.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// The address as the request log shows it, e.g. <c>{module}</c>, <c>{module}/{id}</c>, <c>coql</c>, <c>users</c>; or <c>token</c> for the
    /// token endpoint, which is matched only when it is named.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>Api name, e.g. <c>Leads</c>. A COQL query has none: look for its text with <see cref="BodyContains"/>.</summary>
    public string? Module { get; init; }

    /// <summary>Leave reads alone (COQL is one).</summary>
    public bool WritesOnly { get; init; }

    /// <summary>A text within the body as it came, or within one of its values with the escapes undone. Upper and lower case differ.</summary>
    public string? BodyContains { get; init; }

    internal bool Covers(RequestFacts request) =>
        request.IsToken == (Operation == RequestFacts.TokenOperation)
        && Is(Organisation, request.Organisation)
        && Is(DataCentre, request.DataCentre)
        && Is(Method?.ToUpperInvariant(), request.Method)
        && Is(Operation, request.Operation)
        && Is(Module, request.Module)
        && (!WritesOnly || request.IsWrite)
        && (BodyContains is null || request.BodyContains(BodyContains));

    /// <summary>Why it could never match, or null.</summary>
    internal string? Mistake(IReadOnlyCollection<string> operations, IReadOnlyCollection<string> modules) =>
        Operation is not null && Operation != RequestFacts.TokenOperation && !operations.Contains(Operation)
            ? $"There is no operation '{Operation}'. There are: {RequestFacts.TokenOperation}, {string.Join(", ", operations.Distinct())}."
        : Module is not null && !modules.Contains(Module) ? $"There is no module '{Module}'. There are: {string.Join(", ", modules)}."
        : Method is not null && Method.ToUpperInvariant() is not ("GET" or "POST" or "PUT" or "DELETE")
            ? $"Method '{Method}' is never asked for. Use GET, POST, PUT or DELETE."
        : Operation == RequestFacts.TokenOperation && (BodyContains is not null || Module is not null || WritesOnly)
            ? "The token endpoint has no module and writes no record, and its body holds secrets: choose its requests by organisation or data centre."
        : null;

    private static bool Is(string? asked, string? actual) => asked is null || asked == actual;
}
