using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Grains;

/// <summary>Calls another one that calls back.</summary>
public interface ICycle : IGrainWithStringKey
{
    Task CallThatCallsBack(string other);

    Task CallBack(string first);

    Task BeCalledBack();
}

public class CycleGrain : Grain, ICycle
{
    public async Task CallThatCallsBack(string other)
    {
        try
        {
            await GrainFactory.GetGrain<ICycle>(other).CallBack(this.GetPrimaryKeyString());
        }
        catch (TimeoutException)
        {
            Notes.Of(this.GetPrimaryKeyString()).Write("timed out");
        }
    }

    public async Task CallBack(string first)
    {
        try
        {
            await GrainFactory.GetGrain<ICycle>(first).BeCalledBack();
        }
        catch (TimeoutException)
        {
            Notes.Of(this.GetPrimaryKeyString()).Write("goes on");
        }
    }

    public Task BeCalledBack()
    {
        Notes.Of(this.GetPrimaryKeyString()).Write("called back");
        return Task.CompletedTask;
    }
}
