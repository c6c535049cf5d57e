using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>What kind of trouble the calls of a tenant are in.</summary>
internal enum Trouble
{
    /// <summary>Two records have each number.</summary>
    Ambiguous,

    /// <summary>Now and then Zoho refuses every Lead.</summary>
    LeadsRefused,

    /// <summary>Now and then Zoho refuses every Task.</summary>
    TasksRefused,
}

/// <summary>One command that was given, and its answer.</summary>
/// <param name="Verb">retry, resolve or undo.</param>
internal sealed record Given(Guid Call, string Verb, string By, SyncTarget? Pick, SyncSeen? Seen, CommandAnswer Answer);

/// <summary>One call with what people tried on it while the automatic run worked on it.</summary>
internal sealed class RaceSchedule(RaceTenant tenant, int index, int seed)
{
    private const int People = 3;
    private static readonly string[] Names = ["Asha", "Ben", "Chidi"];

    private readonly List<Given> given = [];

    public RaceTenant Tenant => tenant;

    public Guid Call { get; private set; }

    public string Number { get; } = $"+91987{tenant.Index:00}{index:00000}";

    /// <summary>The records that have the number before the call.</summary>
    public IReadOnlyList<SyncTarget> Candidates { get; private set; } = [];

    public IReadOnlyList<Given> Commands => given;

    /// <summary>The call arrives, and three people work on it at once, each at random moments.</summary>
    public async Task RunAsync()
    {
        Candidates = tenant.Trouble == Trouble.Ambiguous ? [tenant.Seed("Contacts", Number), tenant.Seed(index % 2 == 0 ? "Leads" : "Contacts", Number)] : [];
        Call = await tenant.Rows.AddCallAsync(Number);
        await tenant.NudgeAsync();

        // One begins at once, against the first match; the others when there is something to decide.
        var ended = tenant.MovedAsync(Call);
        await Task.WhenAll(Enumerable.Range(0, People).Select(person =>
            PersonAsync(Names[person], new Random((seed * People) + person), person == 0 ? Task.CompletedTask : ended)));
    }

    /// <summary>One more command, now that nobody else gives any.</summary>
    public async Task<CommandAnswer> GiveAsync(string verb, string by, SyncTarget? pick, SyncSeen? seen)
    {
        var person = new Manager(tenant.Host, tenant.Rows, by);
        var answer = await (verb switch
        {
            "retry" => person.Retry(Call, seen),
            "undo" => person.Undo(Call, seen),
            _ => person.Resolve(Call, pick!, remember: false, seen),
        });
        lock (given)
        {
            given.Add(new Given(Call, verb, by, pick, seen, answer));
        }

        return answer;
    }

    private async Task PersonAsync(string name, Random random, Task begin)
    {
        await begin;
        for (var commands = random.Next(2, 5); commands > 0; commands--)
        {

            // Mostly around the end of the time to undo, sometimes around the request that follows it.
            var window = (int)CommandRaceTests.UndoWindow.TotalMilliseconds;
            await Task.Delay(random.Next(0, random.Next(4) == 0 ? 10 * window : 2 * window));
            var seen = random.Next(3) == 0 ? await tenant.SeenAsync(Call) : null;
            if (seen is not null)
            {
                await Task.Delay(random.Next(0, 50));
            }

            var verb = Verb(random);
            var answer = await GiveAsync(verb, name, verb == "resolve" ? Pick(random) : null, seen);
            if (verb == "resolve" && answer.IsDone && random.Next(3) > 0)
            {
                // Against the request itself: as soon as the pick is planned, while it waits for company, leaves or is answered.
                await Task.WhenAny(tenant.PlannedAsync(Call), Task.Delay(TimeSpan.FromSeconds(5)));
                await Task.Delay(random.Next(0, 250));
                await GiveAsync("undo", name, pick: null, seen: null);
            }
        }
    }

    private string Verb(Random random) => (tenant.Trouble, random.Next(10)) switch
    {
        (Trouble.Ambiguous, < 5) => "resolve",
        (Trouble.Ambiguous, < 9) => "undo",
        (Trouble.Ambiguous, _) => "retry",
        (_, < 7) => "retry",
        (_, < 8) => "resolve",
        _ => "undo",
    };

    private SyncTarget Pick(Random random) => Candidates.Count == 0 ? new SyncTarget("Contacts", "1") : Candidates[random.Next(Candidates.Count)];
}
