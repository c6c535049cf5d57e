using System.Security.Claims;
using System.Text.Encodings.Web;
using LeadCall.Api.Problems;
using LeadCall.Storage.Devices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadCall.Api.Devices;

/// <summary>Bearer tokens of phones. Each request asks the database, so that a revoked token is refused at once.</summary>
internal sealed class DeviceTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, DeviceStore devices)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "device";

    /// <summary>Claim of a device that is not deactivated.</summary>
    public const string ActiveClaim = "active";

    private const string Prefix = "Bearer ";

    private Problem refusal = Refusal.TokenMissing;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header.AsSpan(Prefix.Length).IsWhiteSpace())
        {
            return AuthenticateResult.NoResult();
        }

        var holder = await devices.FindTokenAsync(DeviceToken.HashOf(header[Prefix.Length..].Trim()), Context.RequestAborted);
        if (holder is null or { IsRevoked: true })
        {
            refusal = holder is null ? Refusal.TokenUnknown : Refusal.TokenRevoked;
            return AuthenticateResult.Fail(refusal.Title);
        }

        Context.Features.Set(new DeviceCaller(holder.TenantId, holder.DeviceId));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, holder.DeviceId.ToString())], Scheme.Name);
        if (holder.IsActive)
        {
            identity.AddClaim(new Claim(ActiveClaim, "true"));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return refusal.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.DeviceDeactivated.ExecuteAsync(Context);
}
