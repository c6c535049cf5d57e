namespace LeadCall.ZohoSimulator.Accounts;

internal static class AccountsEndpoints
{
    // As Delegate: a method from HttpContext to a task would else be taken for a plain handler and its result dropped.
    public static void MapAccounts(this IEndpointRouteBuilder routes, AccountsServer server)
    {
        routes.MapGet("/oauth/v2/auth", (Delegate)server.Authorize);
        routes.MapPost("/oauth/v2/token", server.Token);
        routes.MapPost("/oauth/v2/token/revoke", (Delegate)server.Revoke);
        routes.MapGet("/oauth/serverinfo", () => server.ServerInfo());
    }
}
