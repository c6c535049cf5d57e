namespace LeadCall.Demo.Proof;

/// <summary>What our database says became of a call, against what had to become of it.</summary>
internal static class SyncComparison
{
    public static IEnumerable<Finding> Of(ExpectedSync expected)
    {
        var about = expected.Call.ToString();
        if (expected.Call.Sync is not { } sync)
        {
            yield return new Finding(FindingKind.Lost, about, null, "sync", expected.Status, "no row: the eligible call was never queued");
            yield break;
        }

        if (sync.Status == SyncFact.Pending)
        {
            yield return new Finding(FindingKind.NotTerminal, about, null, "status", expected.Status, $"pending{(sync.ErrorCode is null ? "" : $", last error {sync.ErrorCode}")}");
            yield break;
        }

        if (sync.Status != expected.Status)
        {
            yield return new Finding(FindingKind.Differs, about, sync.ErrorStep, "status", expected.Status, $"{sync.Status} {sync.ErrorCode}".Trim());
            yield break;
        }

        if (expected.Status == SyncFact.Failed)
        {
            if (!expected.ErrorStep.Contains(sync.ErrorStep ?? ""))
            {
                yield return new Finding(FindingKind.Differs, about, null, "error_step", string.Join(" or ", expected.ErrorStep), sync.ErrorStep ?? "nothing");
            }

            if (!expected.Errors.Any(error => error.IsShownBy(sync)))
            {
                yield return new Finding(
                    FindingKind.Differs, about, sync.ErrorStep, "error_code", string.Join(" or ", expected.Errors), $"{sync.ErrorCode ?? "nothing"} ({sync.ErrorText})");
            }

            yield break;
        }

        if (sync.WarningCode is not null)
        {
            yield return new Finding(FindingKind.Differs, about, null, "warning_code", "none", sync.WarningCode);
        }

        if (sync.TargetModule != expected.TargetModule || sync.TargetId != expected.TargetId)
        {
            yield return new Finding(
                FindingKind.Differs, about, null, "target", $"{expected.TargetModule} {expected.TargetId}", $"{sync.TargetModule} {sync.TargetId}");
        }
    }
}
