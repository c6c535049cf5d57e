namespace LeadCall.Demo.Bench.Soak;

/// <summary>Troubles, kills and acts of people as the closing table calls them.</summary>
internal static class SoakWords
{
    public static string Of(Trouble kind) => kind switch
    {
        Trouble.ErrorBeforeWrite => "5xx, not written",
        Trouble.ErrorAfterWrite => "5xx, written",
        Trouble.ResetBeforeWrite => "reset, not written",
        Trouble.ResetAfterWrite => "reset, written",
        Trouble.LateCommit => "answer lost, written later",
        Trouble.Slow => "slow",
        Trouble.Silence => "no answer at all",
        Trouble.Html => "a gateway's page",
        Trouble.CutAnswer => "torn JSON",
        Trouble.WrongCount => "wrong number of results",
        Trouble.RateLimited => "429",
        Trouble.ReadsFail => "reads that failed",
        Trouble.Tokens => "token endpoint",
        Trouble.Down => "organisation down",
        Trouble.Barrier => "held at a barrier",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of trouble."),
    };

    public static string Of(PeoplesAct act) => act switch
    {
        PeoplesAct.Type => "Leads typed in by people",
        PeoplesAct.Convert => "Leads converted by people",
        PeoplesAct.Delete => "Leads deleted by people",
        PeoplesAct.Merge => "Leads merged by people",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Not an act of people."),
    };

    public static string Of(KillMoment moment) => moment switch
    {
        KillMoment.Any => "at any moment",
        KillMoment.BeforeWrite => "with a write on its way",
        KillMoment.AfterWrite => "between a write and its answer",
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "Not a moment to kill at."),
    };
}
