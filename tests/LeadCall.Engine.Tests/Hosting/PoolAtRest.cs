namespace LeadCall.Engine.Tests.Hosting;

/// <summary>
/// Tells when nothing in this process runs or waits to run. The embedded engine works on the thread pool alone, so, input and output
/// aside, nothing moves from then on until the test does: whoever moves a manual clock waits for this first, or time passes before what
/// it should meet has begun.
/// </summary>
internal static class PoolAtRest
{
    /// <summary>Completes once it was so. Other tests of the process count too; they rest often, because they wait most of the time.</summary>
    /// <exception cref="NotAtRestException">It was never seen within <paramref name="patience"/> of real time.</exception>
    public static async Task Reached(TimeSpan patience)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!IsNow())
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
            {
                throw new NotAtRestException(patience);
            }

            await Task.Delay(1);
        }
    }

    private static bool IsNow()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var others = all - free - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
        return others <= 0 && ThreadPool.PendingWorkItemCount == 0;
    }
}

/// <summary>Something kept the thread pool busy.</summary>
internal sealed class NotAtRestException(TimeSpan patience) : Exception($"The thread pool did not come to rest within {patience}.");
