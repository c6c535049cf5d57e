using System.Security.Cryptography;
using LeadCall.ZohoSimulator.Persistence;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Accounts;

/// <summary>All codes and tokens of all data centres, with Zoho's limits on them (FACTS 1.3–1.7).</summary>
internal sealed class TokenBook(TimeProvider clock, Journal journal, Func<AccountsSwitches> switches)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, AuthorizationCode> codes = [];
    private readonly List<(DateTimeOffset At, string ClientId, string UserId)> codesGiven = [];
    private readonly Dictionary<string, RefreshToken> refreshTokens = [];
    private readonly Dictionary<string, AccessToken> accessTokens = [];
    private readonly List<(DateTimeOffset At, string Organisation, string UserId, string ClientId)> refreshMints = [];
    private readonly HashSet<ConsentRemembered> consents = [];

    /// <summary>A code for a consent just given, or null when this user and client had too many in ten minutes.</summary>
    public AuthorizationCode? GiveCode(Grant grant, string redirectUri, bool offline, bool askAgain)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            codesGiven.RemoveAll(given => given.At <= now - Window);
            if (codesGiven.Count(given => given.ClientId == grant.ClientId && given.UserId == grant.UserId) >= switches().CodesPerTenMinutes)
            {
                return null;
            }

            // Without prompt=consent a user who agreed earlier gets no new refresh token (FACTS 1.2).
            var consent = new ConsentRemembered(grant.Organisation, grant.UserId, grant.ClientId);
            var withRefreshToken = offline && (askAgain || !consents.Contains(consent));
            Commit(consent);
            codesGiven.Add((now, grant.ClientId, grant.UserId));
            var code = new AuthorizationCode(NewToken(), grant, redirectUri, withRefreshToken, now.AddSeconds(switches().CodeLifetimeSeconds));
            codes[code.Code] = code;
            return code;
        }
    }

    /// <summary>Takes the code out: it can be used once. Null when unknown, used, expired or of another data centre.</summary>
    public AuthorizationCode? TakeCode(string code, string dataCentre)
    {
        lock (gate)
        {
            return codes.TryGetValue(code, out var found) && found.Grant.DataCentre == dataCentre && codes.Remove(code) && found.ExpiresAt > clock.GetUtcNow()
                ? found
                : null;
        }
    }

    /// <summary>The organisation of a code that was not used yet.</summary>
    public string? OrganisationOfCode(string code)
    {
        lock (gate)
        {
            return codes.GetValueOrDefault(code)?.Grant.Organisation;
        }
    }

    public RefreshToken? FindRefreshToken(string token, string dataCentre)
    {
        lock (gate)
        {
            return refreshTokens.TryGetValue(token, out var found) && found.Grant.DataCentre == dataCentre ? found : null;
        }
    }

    /// <summary>The token if it lives in this data centre.</summary>
    public AccessToken? FindAccessToken(string token, string dataCentre)
    {
        lock (gate)
        {
            return accessTokens.TryGetValue(token, out var found) && found.Grant.DataCentre == dataCentre && found.ExpiresAt > clock.GetUtcNow() ? found : null;
        }
    }

    /// <summary>Whether this user and client may have another refresh token now (FACTS 1.5).</summary>
    public bool MayMintRefreshToken(Grant grant)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            refreshMints.RemoveAll(mint => mint.At <= now - Window);
            var mine = refreshMints.Where(mint => mint.Organisation == grant.Organisation && mint.UserId == grant.UserId && mint.ClientId == grant.ClientId).ToList();
            if (mine.Count >= switches().RefreshTokensPerTenMinutes
                || (switches().RefreshTokensPerMinute is { } most && mine.Count(mint => mint.At > now - TimeSpan.FromMinutes(1)) >= most))
            {
                return false;
            }

            refreshMints.Add((now, grant.Organisation, grant.UserId, grant.ClientId));
            return true;
        }
    }

    /// <summary>A new refresh token; the one beyond the limit of its user and client ends the oldest and its access tokens.</summary>
    public RefreshToken MintRefreshToken(Grant grant)
    {
        lock (gate)
        {
            var others = refreshTokens.Values
                .Where(other => other.Grant.Organisation == grant.Organisation && other.Grant.UserId == grant.UserId && other.Grant.ClientId == grant.ClientId)
                .OrderBy(other => other.MintedAt).ToList();
            foreach (var oldest in others.Take(others.Count + 1 - switches().RefreshTokensPerUser))
            {
                Commit(new TokenEnded(oldest.Token));
            }

            var token = NewToken();
            Commit(new RefreshTokenMinted(token, grant.DataCentre, grant.Organisation, grant.UserId, grant.ClientId, grant.Scopes, clock.GetUtcNow()));
            return refreshTokens[token];
        }
    }

    /// <summary>A new access token, or null when the refresh token has had its ten within ten minutes.</summary>
    public AccessToken? MintAccessToken(Grant grant, RefreshToken? from)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (from is not null)
            {
                from.Mints.RemoveAll(mint => mint <= now - Window);
                if (from.Mints.Count >= switches().MintsPerTenMinutes)
                {
                    if (switches().RetriesProlongThrottle)
                    {
                        from.Mints.Add(now);
                    }

                    return null;
                }

                from.Living.RemoveAll(token => token.ExpiresAt <= now);
                foreach (var oldest in from.Living.Take(from.Living.Count + 1 - switches().LiveAccessTokens).ToList())
                {
                    Commit(new TokenEnded(oldest.Token));
                }
            }

            var minted = NewToken();
            Commit(new AccessTokenMinted(
                minted, from?.Token, grant.DataCentre, grant.Organisation, grant.UserId, grant.ClientId, grant.Scopes, now, now.AddSeconds(switches().AccessTokenLifetimeSeconds)));
            return accessTokens[minted];
        }
    }

    /// <summary>Ends a refresh token with its access tokens, or one access token. False when this data centre knows no such token.</summary>
    public bool Revoke(string token, string? dataCentre)
    {
        lock (gate)
        {
            var grant = refreshTokens.GetValueOrDefault(token)?.Grant ?? accessTokens.GetValueOrDefault(token)?.Grant;
            if (grant is null || (dataCentre is not null && grant.DataCentre != dataCentre))
            {
                return false;
            }

            Commit(new TokenEnded(token));
            return true;
        }
    }

    /// <summary>Ends every access token of an organisation now; refresh tokens live on.</summary>
    public int ExpireAccessTokens(string organisation)
    {
        lock (gate)
        {
            var tokens = accessTokens.Values.Where(token => token.Grant.Organisation == organisation).ToList();
            tokens.ForEach(token => Commit(new TokenEnded(token.Token)));
            return tokens.Count;
        }
    }

    /// <summary>Revokes every connection of an organisation, as its administrator would in Zoho's own pages.</summary>
    public int RevokeAll(string organisation)
    {
        lock (gate)
        {
            var tokens = refreshTokens.Values.Where(token => token.Grant.Organisation == organisation).ToList();
            tokens.ForEach(token => Commit(new TokenEnded(token.Token)));
            return tokens.Count;
        }
    }

    /// <summary>Drops all that belongs to an organisation that is made anew.</summary>
    public void Forget(string organisation)
    {
        lock (gate)
        {
            RemoveWhere(codes, code => code.Grant.Organisation == organisation);
            RemoveWhere(refreshTokens, token => token.Grant.Organisation == organisation);
            RemoveWhere(accessTokens, token => token.Grant.Organisation == organisation);
            refreshMints.RemoveAll(mint => mint.Organisation == organisation);
            consents.RemoveWhere(consent => consent.Organisation == organisation);
        }
    }

    public void Apply(TokenEntry entry)
    {
        lock (gate)
        {
            switch (entry)
            {
                case ConsentRemembered e:
                    consents.Add(e);
                    break;
                case RefreshTokenMinted e:
                    refreshTokens[e.Token] = new RefreshToken(e.Token, new Grant(e.DataCentre, e.Organisation, e.UserId, e.ClientId, e.Scopes), e.At);
                    break;
                case AccessTokenMinted e:
                    var minted = new AccessToken(e.Token, new Grant(e.DataCentre, e.Organisation, e.UserId, e.ClientId, e.Scopes), e.RefreshToken, e.At, e.ExpiresAt);
                    accessTokens[e.Token] = minted;
                    if (e.RefreshToken is not null && refreshTokens.TryGetValue(e.RefreshToken, out var from))
                    {
                        from.Living.Add(minted);
                        from.Mints.Add(e.At);
                    }

                    break;
                case TokenEnded e:
                    End(e.Token);
                    break;
            }
        }
    }

    public IEnumerable<JournalEntry> State()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return
            [
                .. consents,
                .. refreshTokens.Values.Select(t => new RefreshTokenMinted(
                    t.Token, t.Grant.DataCentre, t.Grant.Organisation, t.Grant.UserId, t.Grant.ClientId, t.Grant.Scopes, t.MintedAt)),
                .. accessTokens.Values.Where(t => t.ExpiresAt > now).Select(t => new AccessTokenMinted(
                    t.Token, t.RefreshToken, t.Grant.DataCentre, t.Grant.Organisation, t.Grant.UserId, t.Grant.ClientId, t.Grant.Scopes, t.MintedAt, t.ExpiresAt)),
            ];
        }
    }

    private void End(string token)
    {
        if (refreshTokens.Remove(token, out var refresh))
        {
            refresh.Living.ForEach(living => accessTokens.Remove(living.Token));
        }
        else if (accessTokens.Remove(token, out var access) && access.RefreshToken is not null && refreshTokens.TryGetValue(access.RefreshToken, out var from))
        {
            from.Living.Remove(access);
        }
    }

    private void Commit(TokenEntry entry)
    {
        Apply(entry);
        journal.Append(entry);
    }

    private static void RemoveWhere<T>(Dictionary<string, T> map, Func<T, bool> goes)
    {
        foreach (var key in map.Where(pair => goes(pair.Value)).Select(pair => pair.Key).ToList())
        {
            map.Remove(key);
        }
    }

    private static string NewToken() =>
        $"1000.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
}
