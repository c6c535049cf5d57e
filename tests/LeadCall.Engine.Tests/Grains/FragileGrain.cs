using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Grains;

/// <summary>Cannot be activated the first time.</summary>
public interface IFragile : IGrainWithStringKey
{
    Task<string> Answer();
}

public class FragileGrain : Grain, IFragile
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var notes = Notes.Of(this.GetPrimaryKeyString());
        notes.Write("tries");
        return notes.Count("tries") == 1 ? throw new NotImplementedException("not the first time") : Task.CompletedTask;
    }

    public Task<string> Answer() => Task.FromResult("well");
}
