using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Grains;

[GenerateSerializer]
public sealed class LedgerState
{
    [Id(0)]
    public int Total { get; set; }
}

/// <summary>One stored record seen twice, so that a test can write it behind its own back.</summary>
public interface ILedger : IGrainWithStringKey
{
    Task<int> Add(int amount);

    Task<int> Total();

    /// <summary>Writes through one view, then through the other, which has not seen it.</summary>
    Task WriteOverOneself();

    Task Clear();
}

public class LedgerGrain(
    [PersistentState("ledger")] IPersistentState<LedgerState> state,
    [PersistentState("ledger")] IPersistentState<LedgerState> stale) : Grain, ILedger
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Notes.Of(this.GetPrimaryKeyString()).Write("activated");
        return Task.CompletedTask;
    }

    public async Task<int> Add(int amount)
    {
        state.State.Total += amount;
        await state.WriteStateAsync();
        await stale.ReadStateAsync();
        return state.State.Total;
    }

    public Task<int> Total() => Task.FromResult(state.State.Total);

    public async Task WriteOverOneself()
    {
        state.State.Total += 100;
        await state.WriteStateAsync();
        stale.State.Total += 1000;
        await stale.WriteStateAsync();
    }

    public async Task Clear()
    {
        await state.ClearStateAsync();
        await stale.ReadStateAsync();
    }
}
