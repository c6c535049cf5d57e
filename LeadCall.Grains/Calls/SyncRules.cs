using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>Numbers and small judgements of the sync (DESIGN 4, 8).</summary>
public static class SyncRules
{
    /// <summary>An answer is late when it is not there after this long.</summary>
    public static readonly TimeSpan LateAnswer = TimeSpan.FromSeconds(10);

    /// <summary>As many looks that found nothing allow a repeat.</summary>
    public const int LooksBeforeRepeat = 2;

    /// <summary>As many sends of one step with unknown outcome, and a person must look.</summary>
    public const int MostUnknowns = 3;

    public const int MostAttempts = 10;

    /// <summary>As many times a call goes on another way after a refusal; then it fails with that refusal.</summary>
    public const int MostDetours = 6;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(40), TimeSpan.FromHours(1), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(150),
    ];

    /// <summary>How long another call of the same number is waited for before it is asked again whether it is done.</summary>
    public static readonly TimeSpan CallerPause = TimeSpan.FromSeconds(5);

    /// <summary>Between two glances at a connection that is held; its release makes the row due at once.</summary>
    public static readonly TimeSpan HeldPause = TimeSpan.FromMinutes(1);

    /// <summary>The connection has an incident: the row waits for its end.</summary>
    public static PutOff WhileHeld(DateTimeOffset now, SyncError? error) =>
        new(now + HeldPause, WaitingFor.Connection, false, error) { WhileHeld = true };

    /// <summary>Ten tries over about six hours; spread by up to a fifth, by the call's id, so that a crowd does not come back as one.</summary>
    public static TimeSpan Pause(int attempts, Guid callId)
    {
        var pause = Pauses[Math.Clamp(attempts, 0, Pauses.Length - 1)];
        var spread = (uint)(callId.GetHashCode() + attempts) % 1000 / 1000.0;
        return pause * (0.9 + (0.2 * spread));
    }

    /// <summary>A step whose refusal for want of a right or a scope leaves the call's main work done (FEATURES A4).</summary>
    public static bool EndsWithWarning(WriteRow refused) =>
        refused is { Step: StepName.Task, Cause: ErrorCause.Rights or ErrorCause.Scope };

    /// <summary>The connection or Zoho's limits are the cause: waiting does not use up the call's attempts.</summary>
    public static bool IsConnectionsTrouble(string? cause) => cause is ErrorCause.Connection or ErrorCause.Scope;

    /// <summary>An error as people see it: missing rights and scopes under one code, with Zoho's own in the text (FEATURES F5).</summary>
    public static SyncError Shown(string step, string? code, string? text) =>
        code is "NO_PERMISSION" or "AUTHORIZATION_FAILED" or "OAUTH_SCOPE_MISMATCH" or "PERMISSION_DENIED"
            ? new SyncError(step, "PERMISSION_DENIED", $"{code}: {text}")
            : new SyncError(step, code ?? "UNKNOWN", text);

    public static SyncLane Lane(CallWork work, DateTimeOffset now) =>
        work.Sync.Origin == "upload" && now - work.Call.StartedAt < work.Settings.LiveMaxAge ? SyncLane.Live : SyncLane.Late;
}
