namespace LeadCall.ZohoSimulator.Control.Seeding;

/// <summary>Enough of a country's numbering to make up a number and to spell it as people there do.</summary>
/// <param name="Trunk">What is dialled before a national number at home; empty in the US.</param>
/// <param name="Exit">What is dialled before a country code.</param>
/// <param name="Starts">Beginnings of made-up numbers; reserved for fiction where the country has such a range.</param>
/// <param name="Group">How many digits the first group has when a number is written with spaces.</param>
internal sealed record NumberingPlan(string Country, string Code, string Trunk, string Exit, IReadOnlyList<string> Starts, int Length, int Group)
{
    public static NumberingPlan For(string country) => country switch
    {
        "IN" => new("IN", "91", "0", "00", ["98765", "98330", "90040", "70422"], 10, 5),

        // 07700 900000 to 900999 is kept for drama by the British regulator.
        "GB" => new("GB", "44", "0", "00", ["7700900"], 10, 4),

        // 0176 040690.. are among the numbers the German regulator keeps for media.
        "DE" => new("DE", "49", "0", "00", ["176040690", "171392000"], 11, 3),

        // 555-0100 to 555-0199 is kept for fiction in the North American plan.
        "US" => new("US", "1", "", "011", ["20255501", "21255501", "31255501", "41555501", "61755501", "70255501"], 10, 3),
        _ => throw new ArgumentException($"Numbers of '{country}' can not be made up here; use IN, GB, US or DE, or give the numbers."),
    };

    /// <summary>The plan whose code the number begins with; an unknown one is spelled in groups of three.</summary>
    public static NumberingPlan Of(string e164)
    {
        foreach (var country in new[] { "US", "IN", "GB", "DE" })
        {
            var plan = For(country);
            if (e164.StartsWith("+" + plan.Code, StringComparison.Ordinal))
            {
                return plan;
            }
        }

        return new NumberingPlan("", e164[1..3], "0", "00", [], e164.Length - 3, 3);
    }

    public string MakeUp(Random random)
    {
        var start = Starts[random.Next(Starts.Count)];
        return "+" + Code + start + string.Concat(Enumerable.Range(0, Length - start.Length).Select(_ => (char)('0' + random.Next(10))));
    }
}
