using LeadCall.Demo.Up;

namespace LeadCall.EndToEnd.Tests.Up;

public sealed class UpOptionsTests
{
    [Fact]
    public void Every_word_is_understood()
    {
        var (options, _) = UpOptions.Parse(["--once", "--json", "--port", "6000", "--seed", "-3", "--demo"]);

        options.ShouldBe(new UpOptions { Once = true, Json = true, Port = 6000, Seed = -3, Demo = true });
    }

    [Theory]
    [InlineData("--json", "--json belongs to --once")]
    [InlineData("--port", "--port needs a number")]
    [InlineData("--port 0", "--port needs a number")]
    [InlineData("--port 99999", "--port needs a number")]
    [InlineData("--seed tomorrow", "--seed needs a whole number")]
    [InlineData("--wipe", "'--wipe' is not an option of up")]
    public void What_is_not_understood_is_refused_with_the_words_there_are(string words, string reason)
    {
        var (options, refusal) = UpOptions.Parse(words.Split(' '));

        options.ShouldBeNull();
        refusal.ShouldNotBeNull().ShouldContain(reason);
        refusal.ShouldContain(UpOptions.Usage);
    }
}
