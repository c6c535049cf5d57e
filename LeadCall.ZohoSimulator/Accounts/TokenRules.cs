using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm;
using LeadCall.ZohoSimulator.Hosting;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Accounts;

/// <summary>What a token request answers (FACTS 1.4–1.6): success by the presence of <c>access_token</c>, not by the status.</summary>
internal static class TokenRules
{
    private static readonly string[] Throttled = ["Access Denied", "access_denied"];

    public static CrmAnswer Answer(ZohoWorld world, DataCentre centre, Parameters parameters)
    {
        var client = world.Organisations.Where(organisation => organisation.Spec.DataCentre == centre.Location)
            .SelectMany(organisation => organisation.Spec.Clients).LastOrDefault(client => client.ClientId == parameters["client_id"]);
        if (client is null)
        {
            return Error(world, "invalid_client");
        }

        if (client.ClientSecret != parameters["client_secret"])
        {
            return Error(world, "invalid_client_secret");
        }

        return parameters["grant_type"] switch
        {
            "authorization_code" => Exchange(world, centre, client, parameters),
            "refresh_token" => Refresh(world, centre, client, parameters),
            _ => Error(world, "unsupported_grant_type"),
        };
    }

    /// <summary>A refusal in the accounts server's form (FACTS 1.6).</summary>
    public static CrmAnswer ErrorBody(string error, int status) => new(status, Throttled.Contains(error)
        ? new JsonObject
        {
            ["error_description"] = "You have made too many requests continuously. Please try again after some time.",
            ["error"] = error,
            ["status"] = "failure",
        }
        : new JsonObject { ["error"] = error });

    /// <summary>The organisation a request is about, as far as its refresh token or code tells; null else.</summary>
    public static string? OrganisationOf(ZohoWorld world, DataCentre centre, Parameters parameters) => parameters["grant_type"] == "refresh_token"
        ? world.Tokens.FindRefreshToken(parameters["refresh_token"], centre.Location)?.Grant.Organisation
        : world.Tokens.OrganisationOfCode(parameters["code"]);

    private static CrmAnswer Exchange(ZohoWorld world, DataCentre centre, ClientSpec client, Parameters parameters)
    {
        if (world.Tokens.TakeCode(parameters["code"], centre.Location) is not { } code || code.Grant.ClientId != client.ClientId)
        {
            return Error(world, "invalid_code");
        }

        if (code.RedirectUri != parameters["redirect_uri"])
        {
            return Error(world, "invalid_redirect_uri");
        }

        if (code.WithRefreshToken && !world.Tokens.MayMintRefreshToken(code.Grant))
        {
            return Throttle(world);
        }

        var refresh = code.WithRefreshToken ? world.Tokens.MintRefreshToken(code.Grant) : null;
        return Minted(world, centre, code.Grant, refresh, withRefreshToken: true);
    }

    private static CrmAnswer Refresh(ZohoWorld world, DataCentre centre, ClientSpec client, Parameters parameters) =>
        world.Tokens.FindRefreshToken(parameters["refresh_token"], centre.Location) is { } refresh && refresh.Grant.ClientId == client.ClientId && Serves(world, refresh.Grant)
            ? Minted(world, centre, refresh.Grant, refresh, withRefreshToken: false)
            : Error(world, "invalid_code");

    /// <summary>Whether the user of a refresh token still gets access tokens (FACTS 10; a switch).</summary>
    private static bool Serves(ZohoWorld world, Grant grant) =>
        world.AccountsSwitches.InactiveUserRefresh == "token" || world.Find(grant.Organisation)?.User(grant.UserId) is { IsActive: true };

    private static CrmAnswer Throttle(ZohoWorld world) => ErrorBody(world.AccountsSwitches.ThrottleError, world.AccountsSwitches.ThrottleStatus);

    private static CrmAnswer Minted(ZohoWorld world, DataCentre centre, Grant grant, RefreshToken? refresh, bool withRefreshToken)
    {
        if (world.Tokens.MintAccessToken(grant, refresh) is not { } access)
        {
            return Throttle(world);
        }

        var body = new JsonObject { ["access_token"] = access.Token };
        if (withRefreshToken && refresh is not null)
        {
            body["refresh_token"] = refresh.Token;
        }

        if (world.AccountsSwitches.AnswersNameScopes)
        {
            body["scope"] = string.Join(' ', grant.Scopes);
        }

        body["api_domain"] = centre.ApiUrl.GetLeftPart(UriPartial.Authority);
        body["token_type"] = "Bearer";
        body["expires_in"] = (long)(access.ExpiresAt - access.MintedAt).TotalSeconds;
        return CrmAnswer.Ok(body);
    }

    private static CrmAnswer Error(ZohoWorld world, string error) =>
        ErrorBody(error, world.AccountsSwitches.ErrorStatus);
}
