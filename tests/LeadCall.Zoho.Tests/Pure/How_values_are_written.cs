namespace LeadCall.Zoho.Tests.Pure;

public sealed class How_values_are_written
{
    [Fact]
    public void A_time_shows_its_offset_and_no_fraction()
    {
        var time = new DateTimeOffset(2026, 1, 20, 15, 30, 5, 987, TimeSpan.FromMinutes(330));

        ZohoFormat.DateTime(time).ShouldBe("2026-01-20T15:30:05+05:30");
        ZohoFormat.DateTime(time.ToUniversalTime()).ShouldBe("2026-01-20T10:00:05+00:00");
        ZohoFormat.DateTime(time.ToOffset(TimeSpan.FromMinutes(-570))).ShouldBe("2026-01-20T00:30:05-09:30");
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void No_culture_of_the_machine_changes_it(string culture)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new(culture);
            ZohoFormat.DateTime(new(2026, 1, 20, 10, 0, 0, TimeSpan.Zero)).ShouldBe("2026-01-20T10:00:00+00:00");
            ZohoFormat.Date(new(2026, 1, 2)).ShouldBe("2026-01-02");
            ZohoFormat.Duration(TimeSpan.FromSeconds(65)).ShouldBe("01:05");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, "00:00")]
    [InlineData(5, "00:05")]
    [InlineData(65, "01:05")]
    [InlineData(3599, "59:59")]
    [InlineData(4505, "75:05")]
    [InlineData(360_000, "6000:00")]
    public void A_duration_is_minutes_and_seconds(int seconds, string text) =>
        ZohoFormat.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0, "00:01")]
    [InlineData(400, "00:01")]
    [InlineData(1_999, "00:01")]
    [InlineData(2_000, "00:02")]
    public void An_answered_call_lasts_at_least_a_second(int milliseconds, string text) =>
        ZohoFormat.AnsweredDuration(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Fact]
    public void A_negative_duration_is_a_bug() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ZohoFormat.Duration(TimeSpan.FromSeconds(-1)));

    [Theory]
    [InlineData("Inbound Lead", null, "Inbound Lead")]
    [InlineData("Inbound Lead", 12, "Inbound Lead")]
    [InlineData("Inbound Lead", 7, "Inbound")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("😀", 0, "")]
    public void A_text_is_cut_to_the_fields_length_between_characters(string text, int? length, string cut) =>
        ZohoFormat.Trim(text, length).ShouldBe(cut);
}
