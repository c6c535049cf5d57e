using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;
using LeadCall.ZohoSimulator.Hosting;
using LeadCall.ZohoSimulator.World;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Accounts;

/// <summary>The accounts server: consent, tokens, revocation (FACTS 1.2–1.7).</summary>
internal sealed class AccountsServer(ZohoWorld world, DataCentres centres, RequestLog log, Disturbances disturbances)
{
    private AccountsSwitches Switches => world.AccountsSwitches;

    /// <summary><c>GET /oauth/v2/auth</c>: consents by itself and sends the browser back.</summary>
    public IResult Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        if (centres.ByAccountsPort(http.Connection.LocalPort) is null)
        {
            return Results.NotFound();
        }

        var clientId = query["client_id"].ToString();
        if (!Consent.TryFind(world, Switches, clientId, out var consent))
        {
            return OwnPage("invalid_client", "The client id is not known to any organisation here.");
        }

        var redirect = query["redirect_uri"].ToString();
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out _) || (consent.Client.RedirectUris.Count > 0 && !consent.Client.RedirectUris.Contains(redirect)))
        {
            return OwnPage("invalid_redirect_uri", "The redirect address is not one of those registered for this client.");
        }

        var scopes = query["scope"].ToString().Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (query["response_type"] != "code" || scopes.Length == 0)
        {
            return OwnPage("invalid_request", "response_type=code and a scope are needed.");
        }

        if (Switches.RefuseConsentWith is { } error)
        {
            return Back(redirect, ("error", error), ("state", query["state"]));
        }

        var grant = consent.Grant(scopes);
        var code = world.Tokens.GiveCode(grant, redirect, query["access_type"] == "offline", query["prompt"] == "consent");
        var home = centres.Get(grant.DataCentre);
        return code is null
            ? OwnPage("Access Denied", "Too many codes were asked for; wait ten minutes.")
            : Back(redirect, ("code", code.Code), ("location", home.Location), ("accounts-server", home.AccountsUrl.GetLeftPart(UriPartial.Authority)), ("state", query["state"]));
    }

    /// <summary><c>POST /oauth/v2/token</c>: parameters as a form or in the query.</summary>
    public async Task Token(HttpContext http)
    {
        var started = world.Clock.GetTimestamp();
        var entry = log.Begin(world.Clock.GetUtcNow(), http.Request.Method, http.Request.Path);
        var (answer, organisation) = centres.ByAccountsPort(http.Connection.LocalPort) is { } centre
            ? await Token(entry.Number, centre, await Parameters.Read(http), http.RequestAborted)
            : (TokenRules.ErrorBody("not_found", StatusCodes.Status404NotFound), null);
        log.End(entry, world.Clock.GetElapsedTime(started), answer.Status, organisation);
        await Wire.Send(http, answer, disturbances.Stopping);
    }

    /// <summary><c>POST /oauth/v2/token/revoke?token=…</c>.</summary>
    public async Task<IResult> Revoke(HttpContext http)
    {
        var parameters = await Parameters.Read(http);
        var centre = centres.ByAccountsPort(http.Connection.LocalPort);
        return centre is not null && world.Tokens.Revoke(parameters["token"], centre.Location)
            ? Results.Json(new JsonObject { ["status"] = "success" })
            : Results.Json(new JsonObject { ["error"] = "invalid_token" }, statusCode: StatusCodes.Status400BadRequest);
    }

    /// <summary><c>GET /oauth/serverinfo</c>: the data centres by location.</summary>
    public IResult ServerInfo()
    {
        var locations = new JsonObject();
        foreach (var centre in centres.All)
        {
            locations[centre.Location] = centre.AccountsUrl.GetLeftPart(UriPartial.Authority);
        }

        return Results.Json(new JsonObject { ["result"] = "success", ["locations"] = locations });
    }

    /// <param name="clientGone">Only shown by barriers; a token request goes on without its client.</param>
    private async Task<(CrmAnswer Answer, string? Organisation)> Token(long number, DataCentre centre, Parameters parameters, CancellationToken clientGone)
    {
        var organisation = TokenRules.OrganisationOf(world, centre, parameters);
        if (disturbances.Down(number, disturbances.Outages.OfDataCentre(centre.Location), $"data centre {centre.Location}", token: true) is { } down)
        {
            return (down, organisation);
        }

        var facts = new RequestFacts
        {
            Number = number,
            DataCentre = centre.Location,
            Organisation = organisation,
            Method = HttpMethods.Post,
            Operation = RequestFacts.TokenOperation,
            ClientGone = clientGone,
        };
        var answer = await disturbances.Around(facts, () => Task.FromResult(TokenRules.Answer(world, centre, parameters)));
        return (answer, organisation);
    }

    /// <summary>Faults of the request itself never reach the redirect address: Zoho shows a page of its own (FACTS 1.3).</summary>
    private static IResult OwnPage(string error, string sentence) => Results.Content(
        $"<!doctype html><title>Zoho Accounts (simulator)</title><h1>{WebUtility.HtmlEncode(error)}</h1><p>{WebUtility.HtmlEncode(sentence)}</p>",
        "text/html; charset=utf-8",
        statusCode: StatusCodes.Status400BadRequest);

    private static IResult Back([StringSyntax(StringSyntaxAttribute.Uri)] string redirect, params (string Name, string? Value)[] parameters)
    {
        var query = string.Join('&', parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return Results.Redirect(redirect + (redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query);
    }
}
