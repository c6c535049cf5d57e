using System.Diagnostics;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// One activity around the call at the caller, one at the callee whose parent is the caller's. Neither leaks into whatever else the
/// thread is doing.
/// </summary>
internal static class ActivityFlow
{
    private static readonly ActivitySource Source = new("Microsoft.Orleans.Application", "1.0.0");

    public static Activity? StartCaller(GrainMethod method, GrainId target)
    {
        var around = Activity.Current;
        var activity = Start(method, target, ActivityKind.Client, around?.Context ?? default);
        Activity.Current = around;
        return activity;
    }

    /// <summary>Becomes the current activity of the callee's turn.</summary>
    public static Activity? StartCallee(GrainMethod method, GrainId target, ActivityContext parent) =>
        Start(method, target, ActivityKind.Server, parent);

    public static void Stop(Activity activity, Exception? exception)
    {
        if (exception is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("exception.type", exception.GetType().FullName);
        }

        var around = Activity.Current;
        activity.Stop();
        Activity.Current = ReferenceEquals(around, activity) ? null : around;
    }

    private static Activity? Start(GrainMethod method, GrainId target, ActivityKind kind, ActivityContext parent)
    {
        var activity = Source.StartActivity(method.ActivityName, kind, parent);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("rpc.system", "orleans");
            activity.SetTag("rpc.method", method.ActivityName);
            activity.SetTag("rpc.orleans.target_id", target.ToString());
        }

        return activity;
    }
}
