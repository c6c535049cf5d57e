using LeadCall.Demo.Report;

namespace LeadCall.Demo.Proof;

/// <summary>Waits until no sync is pending, as long as things move.</summary>
public sealed class SyncWait(DatabaseReading database, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Nothing became finished for this long: it will not, or a person must look. A write whose answer was lost with a killed
    /// process takes its settle time and two looks a minute apart (DESIGN 4). The comparison then names what is pending.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <returns>How many were still pending when it gave up; 0 = all are finished.</returns>
    public async Task<long> UntilFinishedAsync(StepLog steps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var (pending, movedAt, toldAt) = (long.MaxValue, time.GetTimestamp(), time.GetTimestamp());
        while (true)
        {
            var counts = await database.CountStatusesAsync(cancellationToken);
            var now = counts.GetValueOrDefault(SyncFact.Pending);
            if (now == 0)
            {
                return 0;
            }

            if (now != pending)
            {
                (pending, movedAt) = (now, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(movedAt) > Patience)
            {
                return pending;
            }

            if (time.GetElapsedTime(toldAt) > Tell)
            {
                steps.Progress($"{counts.Values.Sum() - pending} of {counts.Values.Sum()} calls are finished");
                toldAt = time.GetTimestamp();
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }
}
