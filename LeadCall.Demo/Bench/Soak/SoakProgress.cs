using System.Globalization;
using Npgsql;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>How far the syncs of all tenants are.</summary>
internal sealed class SoakProgress(NpgsqlDataSource database, SoakClock clock, SoakTally tally, TextWriter writer)
{
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Nothing became finished for this long: it will not, or a person must look. Longer than any pause of the retries that these troubles
    /// cause, and than the lease of a message that was lost with a killed process.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A line every fifteen seconds until it is cancelled.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        for (var next = Tell; ; next += Tell)
        {
            await clock.Until(next, cancellationToken);
            var (finished, pending) = await CountAsync(cancellationToken);
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{clock.Now:hh\\:mm\\:ss}  {tally.Uploads.Accepted} calls accepted, {finished} finished, {pending} pending; {tally.AllHits} requests met trouble, {tally.AllKills} kills"));
        }
    }

    /// <returns>How many were still pending when it gave up; 0 = all are finished.</returns>
    public async Task<long> UntilFinishedAsync(CancellationToken cancellationToken)
    {
        for (var (last, movedAt) = (-1L, clock.Now); ;)
        {
            var (_, pending) = await CountAsync(cancellationToken);
            if (pending == 0 || (pending == last && clock.Now - movedAt > Patience))
            {
                return pending;
            }

            (last, movedAt) = pending == last ? (last, movedAt) : (pending, clock.Now);
            await Task.Delay(Look, clock.Time, cancellationToken);
        }
    }

    private async Task<(long Finished, long Pending)> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT count(*) FILTER (WHERE status <> 'pending'), count(*) FILTER (WHERE status = 'pending') FROM call_syncs");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
