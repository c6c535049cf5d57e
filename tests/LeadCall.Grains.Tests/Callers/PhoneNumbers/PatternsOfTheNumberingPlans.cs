using System.Text.RegularExpressions;
using LeadCall.Grains.Callers.PhoneNumbers;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

public sealed class PatternsOfTheNumberingPlans
{
    [Fact]
    public void Every_pattern_of_every_plan_means_what_it_means_as_a_regular_expression()
    {
        var random = new Random(7);
        var patterns = NumberingPlans.World.All.SelectMany(Patterns).DistinctBy(pattern => pattern.Text).ToList();
        patterns.Count.ShouldBeGreaterThan(1_000);

        foreach (var pattern in patterns)
        {
            var whole = new Regex($"^(?:{pattern.Text})$", RegexOptions.CultureInvariant);
            var start = new Regex($"^(?:{pattern.Text})", RegexOptions.CultureInvariant);
            foreach (var digits in Candidates(pattern.Text, random))
            {
                pattern.IsWhole(digits).ShouldBe(whole.IsMatch(digits), $"{digits} as {pattern.Text}");
                pattern.IsStartOf(digits).ShouldBe(start.IsMatch(digits), $"{digits} beginning with {pattern.Text}");
            }
        }
    }

    [Theory]
    [InlineData("1*")]
    [InlineData("1+")]
    [InlineData("[^1]")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("[1")]
    [InlineData(@"\w")]
    [InlineData("1{2")]
    [InlineData("1{,2}")]
    [InlineData("(?=1)")]
    public void A_pattern_in_an_unknown_grammar_is_refused_loudly(string pattern) =>
        Should.Throw<FormatException>(() => new DigitPattern(pattern).IsWhole("1")).Message.ShouldContain(pattern);

    private static IEnumerable<DigitPattern> Patterns(NumberingPlan plan) =>
        plan.Types.Select(type => type?.Numbers).Append(plan.NationalNumber).Append(plan.LeadingDigits).OfType<DigitPattern>();

    /// <summary>Random digits, half of them starting with digits that stand in the pattern, so that many get far into it.</summary>
    private static IEnumerable<string> Candidates(string pattern, Random random)
    {
        var literal = string.Concat(Regex.Replace(pattern, @"\\d|\{[^}]*\}|\[[^\]]*\]", "5").Where(char.IsAsciiDigit));
        for (var n = 0; n < 40; n++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => (char)('0' + random.Next(10))));
            var at = random.Next(literal.Length + 1);
            yield return n % 2 == 0 ? digits : literal[at..Math.Min(literal.Length, at + random.Next(8))] + digits;
        }
    }
}
