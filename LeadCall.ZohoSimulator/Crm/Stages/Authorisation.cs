using System.Text.Json.Nodes;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>Whether the token's scopes and the user's rights allow the operation (FACTS 2, 6).</summary>
internal sealed class Authorisation : ICrmStage
{
    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        if (call.Operation.Scopes.Any(needed => !Scopes.Cover(call, needed, call.Schema?.ApiName)))
        {
            return Task.FromResult(ScopeMismatch());
        }

        // Rights denied per item are answered by the operation, in its results.
        return call.Operation.Right is { } action && call.Schema is not null && call.User.Denial(call.Schema.ApiName, action) is { PerItem: false }
            ? Task.FromResult(NoPermission(call, call.Schema.ApiName, action))
            : rest();
    }

    public static CrmAnswer ScopeMismatch() =>
        CrmError.Of("OAUTH_SCOPE_MISMATCH", "Unauthorized").Flat(StatusCodes.Status401Unauthorized);

    /// <summary>Also asked by COQL and the campaign links, whose modules are not in the address.</summary>
    public static void Demand(CrmCall call, string module, string scope, string action)
    {
        if (!Scopes.Cover(call, scope, module))
        {
            throw new CrmRefusal(CrmError.Of("OAUTH_SCOPE_MISMATCH", "Unauthorized"), StatusCodes.Status401Unauthorized);
        }

        if (call.User.Denial(module, action) is not null)
        {
            throw new CrmRefusal(NoPermissionError(call, module, action), StatusCodes.Status403Forbidden);
        }
    }

    public static CrmAnswer NoPermission(CrmCall call, string module, string action) => NoPermissionError(call, module, action).Flat(StatusCodes.Status403Forbidden);

    private static CrmError NoPermissionError(CrmCall call, string module, string action) => CrmError.Of(
        call.Organisation.Switches.NoPermissionCode,
        action == "create" ? "Permission denied to add records" : "Permission denied",
        ("permissions", new JsonArray($"Crm_Implied_{char.ToUpperInvariant(action[0])}{action[1..]}_{module}")));
}
