using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>Numbers and small judgements of the sync (DESIGN 4, 8).</summary>
public static class SyncRules
{
    /// <summary>No request to Zoho lives longer than its time-out of 60 s: a row that is sent for longer has lost its sender.</summary>
    public static readonly TimeSpan SenderLost = TimeSpan.FromSeconds(90);

    /// <summary>An answer is late when it is not there after this long.</summary>
    public static readonly TimeSpan LateAnswer = TimeSpan.FromSeconds(10);

    /// <summary>A write whose outcome is unknown may still be committed for a while: no look before.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(120);

    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(60);

    /// <summary>As many looks that found nothing allow a repeat.</summary>
    public const int LooksBeforeRepeat = 2;

    /// <summary>As many sends of one step with unknown outcome, and a person must look.</summary>
    public const int MostUnknowns = 3;

    public const int MostAttempts = 10;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(40), TimeSpan.FromHours(1), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(150),
    ];

    /// <summary>How long another call of the same number is waited for before it is asked again whether it is done.</summary>
    public static readonly TimeSpan CallerPause = TimeSpan.FromSeconds(5);

    /// <summary>Ten tries over about six hours; spread by up to a fifth, by the call's id, so that a crowd does not come back as one.</summary>
    public static TimeSpan Pause(int attempts, Guid callId)
    {
        var pause = Pauses[Math.Clamp(attempts, 0, Pauses.Length - 1)];
        var spread = (uint)(callId.GetHashCode() + attempts) % 1000 / 1000.0;
        return pause * (0.9 + (0.2 * spread));
    }

    /// <summary>The tenant's rights, not this call, are the cause (FEATURES F5).</summary>
    public static bool IsPermission(string? code) =>
        code is "NO_PERMISSION" or "AUTHORIZATION_FAILED" or "OAUTH_SCOPE_MISMATCH" or "PERMISSION_DENIED";

    /// <summary>The connection or Zoho's limits are the cause: waiting does not use up the call's attempts.</summary>
    public static bool IsConnectionsTrouble(string? code) =>
        code is "TOO_MANY_REQUESTS" or "RATE_LIMIT_EXCEEDED" or "HTTP_429" or "OAUTH_SCOPE_MISMATCH" or "NOT_CONNECTED" or "CIRCUIT_OPEN"
            or "INVALID_TOKEN" or "INVALID_OAUTHTOKEN" or "AUTHENTICATION_FAILURE" or "AUTHENTICATION_FAILED" or "HTTP_401" or "HTTP_403"
            or "NO_ACCESS_TOKEN" or "UNKNOWN_DATA_CENTRE" or "UNKNOWN_SERVER" or "TRANSPORT" or "TIMED_OUT";

    public static SyncError Shown(string step, string? code, string? text) => IsPermission(code)
        ? new SyncError(step, "PERMISSION_DENIED", $"{code}: {text}")
        : new SyncError(step, code ?? "UNKNOWN", text);

    public static SyncLane Lane(CallWork work, DateTimeOffset now) =>
        work.Sync.Origin == "upload" && now - work.Call.StartedAt < work.Settings.LiveMaxAge ? SyncLane.Live : SyncLane.Late;
}
