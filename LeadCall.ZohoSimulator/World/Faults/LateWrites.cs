using System.Collections.Concurrent;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>A write that is still to be carried out.</summary>
/// <param name="Request">Its number in the request log.</param>
public sealed record PendingWrite(long Request, string? Organisation, DateTimeOffset Due);

/// <summary>
/// Writes that commit after their client was answered, reset or has died. An orderly stop of the simulator carries out at once what is
/// pending; a kill loses it.
/// </summary>
internal sealed class LateWrites(TimeProvider clock, RequestLog log)
{
    private readonly ConcurrentDictionary<long, Entry> entries = [];

    public IReadOnlyList<PendingWrite> Pending => [.. entries.Values.Select(entry => entry.Write).OrderBy(write => write.Due)];

    /// <summary>Its time runs when this returns.</summary>
    public void Schedule(RequestFacts request, TimeSpan after, Func<Task<CrmAnswer>> write)
    {
        var entry = new Entry(new PendingWrite(request.Number, request.Organisation, clock.GetUtcNow() + after));
        entries[request.Number] = entry;
        entry.Carried = CarryOut(entry, after, write);
    }

    /// <summary>Carries out now whatever is pending, and says how much that was.</summary>
    public async Task<int> CommitAll()
    {
        var all = entries.Values.ToList();
        foreach (var entry in all)
        {
            await entry.Hurry.CancelAsync();
        }

        await Task.WhenAll(all.Select(entry => entry.Carried));
        return all.Count;
    }

    private async Task CarryOut(Entry entry, TimeSpan after, Func<Task<CrmAnswer>> write)
    {
        await Pause.For(after, clock, entry.Hurry.Token);
        try
        {
            log.Note(entry.Write.Request, $"late write: {(await write()).Status}");
        }
        finally
        {
            entries.TryRemove(entry.Write.Request, out _);
        }
    }

    private sealed class Entry(PendingWrite write)
    {
        public PendingWrite Write { get; } = write;

        public CancellationTokenSource Hurry { get; } = new();

        public Task Carried { get; set; } = Task.CompletedTask;
    }
}

/// <summary>A wait that may be cut short.</summary>
internal static class Pause
{
    public static async Task For(TimeSpan length, TimeProvider clock, CancellationToken cutShort)
    {
        try
        {
            await Task.Delay(length, clock, cutShort);
        }
        catch (OperationCanceledException)
        {
            // Cut short means go on at once.
        }
    }
}
