using System.Collections.Concurrent;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>What has happened so far. Many hands write here at once.</summary>
internal sealed class SoakTally
{
    private readonly ConcurrentDictionary<Trouble, long> hits = new();
    private readonly ConcurrentDictionary<KillMoment, int> kills = new();
    private readonly ConcurrentQueue<PlannedAct> acts = new();
    private readonly ConcurrentQueue<string> surprises = new();
    private readonly Lock gate = new();
    private UploadCounts uploads = UploadCounts.None;
    private int unanswered;

    /// <summary>Requests that met each kind of trouble.</summary>
    public IReadOnlyDictionary<Trouble, long> Hits => hits;

    public IReadOnlyDictionary<KillMoment, int> Kills => kills;

    /// <summary>What people did in the CRM; what came to nothing is not among it.</summary>
    public IReadOnlyCollection<PlannedAct> Acts => acts;

    /// <summary>What LeadCall must never do, in a sentence each.</summary>
    public IReadOnlyCollection<string> Surprises => surprises;

    public long AllHits => hits.Values.Sum();

    public int AllKills => kills.Values.Sum();

    public UploadCounts Uploads
    {
        get
        {
            lock (gate)
            {
                return uploads;
            }
        }
    }

    /// <summary>Uploads whose answer never came: the phone sent them again.</summary>
    public int Unanswered => Volatile.Read(ref unanswered);

    public void Hit(Trouble kind, long requests) => hits.AddOrUpdate(kind, requests, (_, sum) => sum + requests);

    public void Killed(KillMoment moment) => kills.AddOrUpdate(moment, 1, (_, sum) => sum + 1);

    public void Acted(PlannedAct act) => acts.Enqueue(act);

    public void Surprised(string sentence) => surprises.Enqueue(sentence);

    public void Uploaded(UploadCounts counts)
    {
        lock (gate)
        {
            uploads += counts;
        }
    }

    public void NoAnswer() => Interlocked.Increment(ref unanswered);
}
