using System.Collections.Immutable;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>A trouble in the words of the simulator.</summary>
internal static class TroubleRules
{
    private const string TokenEndpoint = "token";
    private const string Queries = "coql";
    private const double OftenEnough = 0.6;

    /// <summary>Whether a write that it strikes is not carried out and LeadCall cannot know: three such in a row end a call (DESIGN 4).</summary>
    public static bool LosesWrites(PlannedTrouble trouble) =>
        trouble.Kind is Trouble.ErrorBeforeWrite or Trouble.ResetBeforeWrite or Trouble.Html or Trouble.Down or Trouble.Barrier;

    /// <summary>The rules that stand for as long as the trouble lasts; of a barrier there are none.</summary>
    public static ImmutableArray<FaultSpec> Of(PlannedTrouble trouble)
    {
        var random = new Random(trouble.Seed);
        var writes = new RequestMatch { Organisation = trouble.Organisation, WritesOnly = true };
        var all = new RequestMatch { Organisation = trouble.Organisation };
        var tokens = all with { Operation = TokenEndpoint };
        return trouble.Kind switch
        {
            Trouble.ErrorBeforeWrite => [Often(writes, Outcome.Error(ServerError(random), WriteFate.NotDone))],
            Trouble.ErrorAfterWrite => [Often(writes, Outcome.Error(ServerError(random)))],
            Trouble.ResetBeforeWrite => [Often(writes, Outcome.AnswerLost(WriteFate.NotDone))],
            Trouble.ResetAfterWrite => [Often(writes, Outcome.AnswerLost())],
            Trouble.LateCommit => [Often(writes, Outcome.LateWrite(TimeSpan.FromSeconds(1), SoakTimes.LatestCommit, random.OneOf(AnswerForm.Reset, AnswerForm.Error, AnswerForm.Html)))],
            Trouble.Slow => [Often(writes, Outcome.Slow(TimeSpan.FromSeconds(1), SoakTimes.WriteTimeout + TimeSpan.FromSeconds(2)))],
            Trouble.Silence => [Often(writes, Outcome.NoAnswer()) with { Probability = 0.3 }],
            Trouble.Html => [Often(writes, random.Next(2) == 0 ? Outcome.HtmlPage() : Outcome.HtmlPage(200, WriteFate.NotDone))],
            Trouble.CutAnswer => [Often(writes, Outcome.CutJson)],
            Trouble.WrongCount => [Often(writes, random.OneOf(Outcome.ItemMissing, Outcome.ItemTooMany))],
            Trouble.RateLimited => [Often(all, Outcome.TooManyRequests(random.OneOf(Enum.GetValues<RateLimitForm>()))) with { Probability = 0.3 }],
            Trouble.ReadsFail =>
            [
                Often(all with { Operation = Queries }, Outcome.Error(ServerError(random), WriteFate.NotDone)),
                Often(all with { Method = "GET" }, Outcome.AnswerLost(WriteFate.NotDone)),
            ],
            Trouble.Tokens => [Often(tokens, TokenTrouble(random)) with { Probability = 1, Times = 1 + random.Next(2) }],
            Trouble.Down => [Always(all, Unavailable(random)), Always(tokens, Outcome.Error(503, WriteFate.NotDone))],
            _ => [],
        };

        FaultSpec Often(RequestMatch match, Outcome outcome) => new() { Match = match, Outcome = outcome, Probability = OftenEnough, Seed = random.Next() };

        static FaultSpec Always(RequestMatch match, Outcome outcome) => new() { Match = match, Outcome = outcome };
    }

    /// <summary>
    /// What is to become of the request that a barrier holds. Held before its write it may be lost like any other; held after it, only its
    /// answer can.
    /// </summary>
    public static (RequestMatch Match, Moment Moment, Outcome Release) BarrierOf(PlannedTrouble trouble)
    {
        var random = new Random(trouble.Seed);
        var match = new RequestMatch { Organisation = trouble.Organisation, WritesOnly = true, Module = random.OneOf("Leads", "Calls", "Tasks") };
        return random.Next(2) == 0
            ? (match, Moment.Before, random.OneOf(Outcome.Normal, Outcome.AnswerLost(WriteFate.NotDone), Outcome.AnswerLost()))
            : (match, Moment.After, random.OneOf(Outcome.Normal, Outcome.AnswerLost(), Outcome.CutJson));
    }

    /// <summary>A rule for one record that no other rule may strike any more.</summary>
    public static FaultSpec Spared(string organisation, string reference) =>
        new() { Match = new RequestMatch { Organisation = organisation, BodyContains = reference }, Outcome = Outcome.Normal };

    private static int ServerError(Random random) => random.OneOf(500, 502, 503, 504);

    private static Outcome Unavailable(Random random) =>
        random.Next(2) == 0 ? Outcome.Error(503, WriteFate.NotDone) : Outcome.AnswerLost(WriteFate.NotDone);

    /// <summary>Not the refusal that stands for ten minutes: the run would end before it.</summary>
    private static Outcome TokenTrouble(Random random) =>
        random.OneOf(Outcome.TokenRefused("general_error"), Outcome.Error(503, WriteFate.NotDone), Outcome.AnswerLost());
}
