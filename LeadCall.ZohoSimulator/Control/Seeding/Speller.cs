namespace LeadCall.ZohoSimulator.Control.Seeding;

/// <summary>Writes an E.164 number the way a person might have typed it.</summary>
internal static class Speller
{
    public static string Spell(string e164, Spelling spelling, string? second = null)
    {
        var plan = NumberingPlan.Of(e164);
        var national = e164[(1 + plan.Code.Length)..];
        var (head, tail) = (national[..plan.Group], national[plan.Group..]);
        var groups = plan.Country == "US" ? $"{tail[..3]} {tail[3..]}" : tail;
        return spelling switch
        {
            Spelling.WithoutPlus => e164[1..],
            Spelling.Spaces => $"+{plan.Code} {head} {groups}",
            Spelling.Dashes => $"+{plan.Code}-{head}-{groups.Replace(' ', '-')}",
            Spelling.TrunkPrefix => plan.Trunk + national,
            Spelling.TrunkPrefixAndSpaces => $"{plan.Trunk}{head} {groups}",
            Spelling.National => national,
            Spelling.Brackets => $"({plan.Trunk}{head}) {groups.Replace(' ', '-')}",
            Spelling.Extension => $"+{plan.Code} {head} {groups} ext 12",
            Spelling.TwoInOneField when second is not null => Short($"{e164}; {second}", $"{e164},{second}"),
            Spelling.InternationalPrefix => plan.Exit + e164[1..],
            _ => e164,
        };
    }

    /// <summary>A phone field holds 30 characters.</summary>
    private static string Short(string wide, string narrow) => wide.Length <= 30 ? wide : narrow;
}
