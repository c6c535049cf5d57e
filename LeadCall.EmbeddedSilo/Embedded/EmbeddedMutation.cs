namespace Orleans.Embedded;

/// <summary>
/// One deliberate fault per promise of the engine. The conformance suite switches each on once and expects the test of that promise to
/// fail; nothing else sets it.
/// </summary>
internal enum EmbeddedMutation
{
    None,
    TurnsInParallel,
    RunOnThreadPool,
    AdmitAlways,
    StopScanAtFirstBlocked,
    IgnoreAlwaysInterleave,
    IgnoreReentrant,
    NeverTimeOut,
    IgnoreResponseTimeout,
    ReleaseCalleeOnTimeout,
    RunExpired,
    ExpireOneWay,
    AwaitOneWay,
    RepeatOneWay,
    HideOneWayErrors,
    WrapExceptions,
    KeepFailedActivation,
    FaultQueueOnDeactivation,
    TimersInterleave,
    TimersOverlap,
    PeriodFromStart,
    NeverCollect,
    LeaveOutstandingAtStop,
    SkipOnDeactivateAtStop,
    IgnoreEtags,
    KeepAfterInconsistentState,
    ForgetReminders,
    NoReminderMinimum,
    StreamsOutOfOrder,
    NoRedelivery,
    RedeliverForever,
    HoldObserversStrongly,
    DeadObserversAnswer,
    ActivationsCaptureContext,
    TimersCaptureContext,
    DropActivity,
    DropCancellation,
    DropRequestContext,
    SkipStartupTasks,
    KeepAfterDeactivateOnIdle,
}
