using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>Who is asking: the token in the header, its organisation and user (FACTS 1.7).</summary>
internal sealed class Authentication(ZohoWorld world) : ICrmStage
{
    private const string Prefix = "Zoho-oauthtoken ";
    private const string Bearer = "Bearer ";

    public async Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        var switches = world.AccountsSwitches;
        if (TokenIn(call.Headers.Authorization.ToString(), switches.TakesBearer) is not { } text)
        {
            return Refuse(switches.MissingTokenCode, "Authentication failed");
        }

        var token = world.Tokens.FindAccessToken(text, call.DataCentre);
        if (token is null || world.Find(token.Grant.Organisation) is not { } organisation || organisation.User(token.Grant.UserId) is not { } user)
        {
            return Refuse(switches.BadTokenCode, "invalid oauth token");
        }

        if (!user.IsActive)
        {
            return Refuse(organisation.Switches.InactiveUserCode, "Authentication failed");
        }

        (call.Token, call.Organisation, call.User) = (token, organisation, user);
        var answer = organisation.Switches.RefuseEverythingWith is { } code ? RefuseOrganisation(code) : await rest();
        return organisation.Switches.AnswersNameTokenEnd ? answer.With("X-ACCESSTOKEN-RESET", user.Show(token.ExpiresAt)) : answer;
    }

    private static string? TokenIn(string header, bool takesBearer)
    {
        var prefix = takesBearer && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? Bearer : Prefix;
        return header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && header.Length > prefix.Length ? header[prefix.Length..].Trim() : null;
    }

    private static CrmAnswer RefuseOrganisation(string code) => code.StartsWith("AUTHENTICATION", StringComparison.Ordinal)
        ? Refuse(code, "Authentication failed")
        : CrmError.Of(code, "Permission denied").Flat(StatusCodes.Status403Forbidden);

    private static CrmAnswer Refuse(string code, string message) => CrmError.Of(code, message).Flat(StatusCodes.Status401Unauthorized);
}
