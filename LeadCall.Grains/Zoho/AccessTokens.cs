using LeadCall.Storage.Secrets;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;
using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.OAuth;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// The access token of one connection: at most one refresh at a time, shared by everybody who waits for it (FACTS 1.5, FEATURES A2).
/// Used within one activation only; several would still be safe, they would only refresh more often.
/// </summary>
internal sealed class AccessTokens(
    Guid tenantId, ConnectionStore connections, ZohoOAuthClient oauth, ZohoDataCentres dataCentres, SecretProtector secrets, TimeSpan refreshAhead,
    TimeProvider time)
{
    private ConnectionRow? connection;
    private string? token;
    private DateTimeOffset expiresAt;
    private DateTimeOffset blockedUntil;
    private ReadAnswer? blockedBy;
    private Task<AccessAnswer>? refreshing;
    private Task? loading;

    /// <summary>Counts resets: what began before one does not fill the cache after it.</summary>
    private int epoch;

    /// <summary>Forgets what is cached: the row behind it changed.</summary>
    public void Reset()
    {
        epoch++;
        (connection, token, blockedBy) = (null, null, null);
        (loading, refreshing) = (null, null);
    }

    /// <summary>A token that works by our clock, refreshed if need be.</summary>
    public async Task<AccessAnswer> GetAsync()
    {
        if (connection is null)
        {
            await (loading ??= LoadAsync());
        }

        return connection is null ? NotConnected
            : token is not null && time.GetUtcNow() < expiresAt - refreshAhead ? Granted(connection, token)
            : await RefreshOnceAsync(connection);
    }

    /// <summary>Zoho refused this token: a new one, unless somebody got one already.</summary>
    public async Task<AccessAnswer> RenewAsync(string refusedToken)
    {
        if (connection is null || token != refusedToken)
        {
            return await GetAsync();
        }

        return await RefreshOnceAsync(connection);
    }

    private static AccessAnswer NotConnected => new(null, null, ReadAnswer.NotConnected);

    private static AccessAnswer Granted(ConnectionRow connection, string token) =>
        new(connection, new ZohoAccess(connection.ApiDomain, token, connection.ZohoOrg), ReadAnswer.Ok);

    private async Task LoadAsync()
    {
        var begunIn = epoch;
        try
        {
            await Task.Yield();
            var row = await connections.ActiveAsync(tenantId);
            if (begunIn == epoch)
            {
                (connection, token, expiresAt) = (row, null, default);
                if (row is { AccessToken: { } cipher, AccessExpiresAt: { } expires })
                {
                    (token, expiresAt) = (secrets.Unprotect(cipher), expires);
                }
            }
        }
        catch (SecretUnreadableException unreadable)
        {
            // The refresh token is tried next, and says the same where the keys are wrong altogether.
            (token, expiresAt) = (null, default);
            Blocked(TimeSpan.FromMinutes(1), "NO_ACCESS_TOKEN", unreadable.Message);
        }
        finally
        {
            if (begunIn == epoch)
            {
                loading = null;
            }
        }
    }

    private Task<AccessAnswer> RefreshOnceAsync(ConnectionRow row)
    {
        if (blockedBy is not null && time.GetUtcNow() < blockedUntil)
        {
            return Task.FromResult(new AccessAnswer(null, null, blockedBy));
        }

        return refreshing ??= RefreshAsync(row);
    }

    private async Task<AccessAnswer> RefreshAsync(ConnectionRow row)
    {
        var begunIn = epoch;
        try
        {
            // Everybody who asks from here on shares this one; the yield keeps a synchronous end from clearing the field too early.
            await Task.Yield();
            if (!dataCentres.TryFind(row.Location, out var dataCentre))
            {
                return Blocked(TimeSpan.FromMinutes(10), "UNKNOWN_DATA_CENTRE", $"Data centre {row.Location} is not in the table; nothing was sent.");
            }

            var outcome = await oauth.Refresh(dataCentre, secrets.Unprotect(row.RefreshToken), CancellationToken.None);
            if (begunIn != epoch)
            {
                return new AccessAnswer(null, null, ReadAnswer.OtherOrganisation);
            }

            return outcome switch
            {
                TokenOutcome.Granted granted => await KeepAsync(row, granted.Tokens),
                TokenOutcome.Rejected rejected => Blocked(TimeSpan.FromMinutes(10), "NO_ACCESS_TOKEN", $"Zoho refused to refresh ({rejected.Code}): connect Zoho again."),
                TokenOutcome.Throttled throttled => Blocked(throttled.RetryAfter, "NO_ACCESS_TOKEN", "Zoho gives no more tokens for a while."),
                TokenOutcome.ClientMisconfigured wrong => Blocked(TimeSpan.FromMinutes(1), "NO_ACCESS_TOKEN", wrong.Explanation),
                TokenOutcome.Temporary temporary => Blocked(TimeSpan.FromSeconds(5), "NO_ACCESS_TOKEN", temporary.Explanation),
                _ => throw new InvalidOperationException($"Unknown token outcome {outcome.GetType().Name}."),
            };
        }
        catch (SecretUnreadableException unreadable)
        {
            return Blocked(TimeSpan.FromMinutes(1), "NO_ACCESS_TOKEN", unreadable.Message);
        }
        finally
        {
            if (begunIn == epoch)
            {
                refreshing = null;
            }
        }
    }

    private async Task<AccessAnswer> KeepAsync(ConnectionRow row, ZohoTokens tokens)
    {
        (token, expiresAt, blockedBy) = (tokens.AccessToken, time.GetUtcNow() + tokens.ExpiresIn, null);
        await connections.SaveAccessTokenAsync(tenantId, row, secrets.Protect(tokens.AccessToken), expiresAt);
        connection = row with { TokenGeneration = row.TokenGeneration + 1 };
        return Granted(row, tokens.AccessToken);
    }

    private AccessAnswer Blocked(TimeSpan duration, string code, string message)
    {
        (blockedUntil, blockedBy) = (time.GetUtcNow() + duration, ReadAnswer.Trouble(code, message));
        return new AccessAnswer(null, null, blockedBy);
    }
}

/// <summary>A connection with a working token, or why there is none.</summary>
internal sealed record AccessAnswer(ConnectionRow? Connection, ZohoAccess? Access, ReadAnswer Answer)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => Answer.IsOk ? $"access to {Connection}" : Answer.Code!;
}
