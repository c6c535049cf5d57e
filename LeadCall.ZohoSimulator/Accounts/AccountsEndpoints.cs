namespace LeadCall.ZohoSimulator.Accounts;

internal static class AccountsEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes, AccountsServer server)
    {
        routes.MapGet("/oauth/v2/auth", (HttpContext http) => server.Authorize(http));
        routes.MapPost("/oauth/v2/token", (HttpContext http) => server.Token(http));
        routes.MapPost("/oauth/v2/token/revoke", (HttpContext http) => server.Revoke(http));
        routes.MapGet("/oauth/serverinfo", () => server.ServerInfo());
    }
}
