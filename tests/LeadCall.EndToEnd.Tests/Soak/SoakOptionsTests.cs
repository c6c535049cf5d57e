using LeadCall.Demo.Bench.Soak;

namespace LeadCall.EndToEnd.Tests.Soak;

public sealed class SoakOptionsTests
{
    [Fact]
    public void Without_words_five_minutes_of_a_new_plan()
    {
        var (options, _) = SoakOptions.Parse([]);

        options.ShouldBe(new SoakOptions { Length = TimeSpan.FromMinutes(5), Seed = null, Json = false });
    }

    [Fact]
    public void Length_seed_and_form_are_taken()
    {
        var (options, _) = SoakOptions.Parse(["--seed", "7", "--json", "--minutes", "0.5"]);

        options.ShouldBe(new SoakOptions { Length = TimeSpan.FromSeconds(30), Seed = 7, Json = true });
    }

    [Theory]
    [InlineData("--minutes", "--minutes needs")]
    [InlineData("--minutes 0.2", "--minutes needs")]
    [InlineData("--minutes many", "--minutes needs")]
    [InlineData("--seed x", "--seed needs")]
    [InlineData("--hours 1", "'--hours' is not an option")]
    public void Other_words_are_refused_with_what_there_is(string words, string explanation)
    {
        var (options, refusal) = SoakOptions.Parse(words.Split(' '));

        options.ShouldBeNull();
        refusal.ShouldNotBeNull().ShouldStartWith(explanation);
        refusal.ShouldContain(SoakOptions.Usage);
    }
}
