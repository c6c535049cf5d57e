namespace LeadCall.Demo.Fleet;

/// <summary>
/// A number nobody has: Ofcom keeps 0117 496 0xxx (Bristol), 029 2018 0xxx (Cardiff) and 0118 496 0xxx (Reading) free for
/// drama. All are valid numbers of the United Kingdom's plan.
/// </summary>
/// <param name="Area">Area code without the trunk zero.</param>
/// <param name="Exchange">The first digits behind the area code.</param>
/// <param name="Line">The last four digits.</param>
public sealed record FictionNumber(string Area, string Exchange, string Line)
{
    public string E164 => $"+44{Area}{Exchange}{Line}";

    /// <summary>As dialled within the country, without separators.</summary>
    public string National => $"0{Area}{Exchange}{Line}";

    /// <summary>The end by which two numbers are only possibly the same (DESIGN 4.5).</summary>
    public string LastEight => E164[^8..];
}
