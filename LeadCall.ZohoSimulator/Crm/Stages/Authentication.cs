using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Stages;

/// <summary>Who is asking: the token in the header, its organisation and user (FACTS 1.7).</summary>
internal sealed class Authentication(ZohoWorld world) : ICrmStage
{
    private const string Prefix = "Zoho-oauthtoken ";

    public Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation)
    {
        var header = call.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header.Length == Prefix.Length)
        {
            return Refuse("AUTHENTICATION_FAILURE", "Authentication failed");
        }

        var token = world.Tokens.FindAccessToken(header[Prefix.Length..].Trim(), call.DataCentre);
        if (token is null || world.Find(token.Grant.Organisation) is not { } organisation || organisation.User(token.Grant.UserId) is not { } user)
        {
            return Refuse("INVALID_TOKEN", "invalid oauth token");
        }

        if (!user.IsActive)
        {
            return Refuse(organisation.Switches.InactiveUserCode, "Authentication failed");
        }

        (call.Token, call.Organisation, call.User) = (token, organisation, user);
        return rest();
    }

    private static Task<CrmAnswer> Refuse(string code, string message) =>
        Task.FromResult(CrmError.Of(code, message).Flat(StatusCodes.Status401Unauthorized));
}
