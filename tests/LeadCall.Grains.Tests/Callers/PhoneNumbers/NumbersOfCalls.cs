using LeadCall.Grains.Callers.PhoneNumbers;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

public sealed class NumbersOfCalls
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-1")]
    [InlineData("-2")]
    [InlineData("-3")]
    [InlineData("unknown")]
    [InlineData("Private Number")]
    [InlineData("ANONYMOUS")]
    [InlineData("restricted")]
    [InlineData("payphone")]
    [InlineData("anonymous@anonymous.invalid")]
    public void A_number_that_was_not_shown_is_withheld(string? raw) => Kind(raw, "IN").ShouldBe(CallerNumberKind.Withheld);

    [Theory]
    [InlineData("112", "DE")]
    [InlineData("110", "DE")]
    [InlineData("116117", "DE")]
    [InlineData("40404", "DE")]
    [InlineData("AD-40404", "DE")]
    [InlineData("911", "US")]
    [InlineData("41411", "US")]
    [InlineData("999", "GB")]
    [InlineData("100", "IN")]
    [InlineData("56161", "IN")]
    [InlineData("155260", "IN")]
    [InlineData("1 12", "IN")]
    [InlineData("*100#", "IN")]
    [InlineData("*#06#", "DE")]
    [InlineData("112", null)]
    public void Emergency_and_service_numbers_are_short_codes(string raw, string? country) => Kind(raw, country).ShouldBe(CallerNumberKind.ShortCode);

    [Theory]
    [InlineData("+919876543210", "IN", "+919876543210")]
    [InlineData("09876543210", "IN", "+919876543210")]
    [InlineData("#31#09876543210", "IN", "+919876543210")]
    [InlineData("*31#+919876543210", "IN", "+919876543210")]
    [InlineData("221234", "GL", "+299221234")]
    [InlineData("030123", "DE", "+4930123")]
    public void A_number_of_a_country_is_real(string raw, string country, string e164)
    {
        var caller = CallerNumber.Read(raw, country);

        caller.Kind.ShouldBe(CallerNumberKind.Real);
        caller.Number!.E164.ShouldBe(e164);
    }

    [Theory]
    [InlineData("VM-HDFCBK", "IN")]
    [InlineData("5551234", "US")]
    [InlineData("5555512345", "IN")]
    [InlineData("0000000000", "IN")]
    [InlineData("+12", "US")]
    [InlineData("9876543210", null)]
    [InlineData("98765432109876543210", "IN")]
    public void Anything_else_is_unparseable(string raw, string? country) => Kind(raw, country).ShouldBe(CallerNumberKind.Unparseable);

    [Fact]
    public void A_number_of_a_range_the_plan_does_not_have_shows_what_it_would_be()
    {
        var caller = CallerNumber.Read("5555512345", "IN");

        caller.Number!.E164.ShouldBe("+915555512345");
        caller.Number.IsPossible.ShouldBeTrue();
    }

    private static CallerNumberKind Kind(string? raw, string? country) => CallerNumber.Read(raw, country).Kind;
}
