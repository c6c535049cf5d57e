namespace LeadCall.Engine.Tests.Grains;

public interface IWatcher : IGrainObserver
{
    [ResponseTimeout("00:00:02")]
    Task<string> See(string what);

    void Glance(string what);
}

/// <summary>Calls the observer it is given.</summary>
public interface IHerald : IGrainWithStringKey
{
    Task<string> Show(IWatcher watcher, string what);

    Task Flash(IWatcher watcher, string what);
}

public class HeraldGrain : Grain, IHerald
{
    public Task<string> Show(IWatcher watcher, string what) => watcher.See(what);

    public Task Flash(IWatcher watcher, string what)
    {
        watcher.Glance(what);
        return Task.CompletedTask;
    }
}
