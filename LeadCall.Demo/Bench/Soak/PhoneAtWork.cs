using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>A phone as the app does it: calls stay in its log until LeadCall has taken them, and what got no answer is sent again.</summary>
internal sealed class PhoneAtWork(SoakServer server, string name, string token, ImmutableArray<SoakCall> log, SoakClock clock, SoakTally tally)
{
    private const int MostCalls = 50;

    /// <summary>Every so many uploads a call goes along that was taken before (FEATURES D1).</summary>
    private const int OverlapEvery = 6;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Ends when LeadCall has taken every call of the plan.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (int taken = 0, uploads = 0; taken < log.Length;)
        {
            await clock.Until(log[taken].At, cancellationToken);
            var now = clock.Now;
            var batch = log.Skip(taken).Take(MostCalls).TakeWhile((call, i) => i == 0 || call.At <= now).ToArray();
            var again = taken > 0 && uploads % OverlapEvery == OverlapEvery - 1 ? log[(taken - 1)..taken] : [];
            if (await UploadAsync([.. again.Concat(batch).Select(call => call.Call)], cancellationToken))
            {
                taken += batch.Length;
                uploads++;
            }
            else
            {
                await Task.Delay(Pause, clock.Time, cancellationToken);
            }
        }
    }

    /// <returns>False: no answer, or none that says the calls are stored.</returns>
    private async Task<bool> UploadAsync(PlannedCall[] calls, CancellationToken cancellationToken)
    {
        try
        {
            var counts = await server.Api.UploadAsync(token, calls, cancellationToken);
            tally.Uploaded(counts);
            if (counts.Refused > 0)
            {
                tally.Surprised($"LeadCall refused {counts.Refused} calls of phone {name}, which are all in order.");
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or ObjectDisposedException or InvalidOperationException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            tally.NoAnswer();
            return false;
        }
        catch (FleetException refusal)
        {
            tally.Surprised(refusal.Message);
            return false;
        }
    }
}
