using LeadCall.Grains.Callers.PhoneNumbers;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

public sealed class SpellingsOfOneNumber
{
    [Theory]
    [InlineData("+919876543210")]
    [InlineData("919876543210")]
    [InlineData("9876543210")]
    [InlineData("09876543210")]
    [InlineData("00919876543210")]
    [InlineData("098765 43210")]
    [InlineData("+91 98765-43210")]
    [InlineData("+91-0-98765 43210")]
    [InlineData("+91 (0) 98765 43210")]
    [InlineData("(+91) 98765.43210")]
    [InlineData("0091 / 98765 / 43210")]
    [InlineData("91 98765 43210")]
    [InlineData("98765 43210 ext 12")]
    [InlineData("98765 43210 x12")]
    [InlineData("98765 43210;ext=12")]
    [InlineData("98765 43210 #12")]
    [InlineData("tel:+91-98765-43210")]
    [InlineData("tel:98765-43210;phone-context=+91")]
    [InlineData("  98765 43210 (mobile)")]
    [InlineData("Mob. 98765 43210.")]
    [InlineData("９８７６５４３２１０")]
    [InlineData("＋９１ ９８７６５ ４３２１０")]
    [InlineData("९८७६५ ४३२१०")]
    [InlineData("٩٨٧٦٥٤٣٢١٠")]
    [InlineData("\u202a+91 98765 43210\u202c")]
    [InlineData("+91\u202f98765\u200943210")]
    [InlineData("+91\t98765\t43210")]
    [InlineData("+91 98765\u201043210")]
    public void All_ways_to_write_an_Indian_mobile_are_one_number(string spelling) =>
        Read(spelling, "IN").E164.ShouldBe("+919876543210");

    [Theory]
    [InlineData("+49 30 123456")]
    [InlineData("+49 (0)30 123456")]
    [InlineData("+49 030 123456")]
    [InlineData("030/123456")]
    [InlineData("030 / 123 456")]
    [InlineData("(030) 123456")]
    [InlineData("030 - 123 - 456")]
    [InlineData("0049 30 123456")]
    [InlineData("030.12.34.56")]
    [InlineData("030 123456 Durchwahl")]
    public void All_ways_to_write_a_Berlin_number_are_one_number(string spelling) => Read(spelling, "DE").E164.ShouldBe("+4930123456");

    [Theory]
    [InlineData("(202) 555-0123", "US", "+12025550123")]
    [InlineData("1-202-555-0123", "US", "+12025550123")]
    [InlineData("011 44 20 7946 0123", "US", "+442079460123")]
    [InlineData("02079460123", "GB", "+442079460123")]
    [InlineData("06 6988 3035", "IT", "+390669883035")]
    [InlineData("8 (495) 123-45-67", "RU", "+74951234567")]
    [InlineData("011 15-2345-6789", "AR", "+5491123456789")]
    [InlineData("0 11 91234-5678", "BR", "+5511912345678")]
    [InlineData("340-777-1234", "VI", "+13407771234")]
    [InlineData("777-1234", "VI", "+13407771234")]
    [InlineData("0412 345 678", "au", "+61412345678")]
    [InlineData("+800 1234 5678", "IN", "+80012345678")]
    public void Each_country_dials_its_own_way(string spelling, string country, string e164) => Read(spelling, country).E164.ShouldBe(e164);

    [Theory]
    [InlineData("98765 43210 ext. 12", "12")]
    [InlineData("98765 43210;ext=0012", "0012")]
    [InlineData("98765 43210 x ٤٥", "45")]
    [InlineData("98765 43210, 7", "7")]
    [InlineData("98765 43210", null)]
    public void An_extension_is_kept_apart_from_the_number(string spelling, string? extension)
    {
        Read(spelling, "IN").E164.ShouldBe("+919876543210");
        Read(spelling, "IN").Extension.ShouldBe(extension);
    }

    [Theory]
    [InlineData("98765 a43210")]
    [InlineData("98765 +43210")]
    [InlineData("++919876543210")]
    [InlineData("no digits at all")]
    [InlineData("1")]
    [InlineData("+91")]
    [InlineData("+999 12345678")]
    [InlineData("98765\n43210")]
    [InlineData("tel:9876543210;phone-context=example.com")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_a_number_gives_none(string? text) => PhoneNumber.TryParse(text, "IN", out _).ShouldBeFalse();

    [Fact]
    public void Very_long_input_is_refused_without_searching_it() =>
        PhoneNumber.TryParse(new string('9', 251), "IN", out _).ShouldBeFalse();

    [Fact]
    public void Without_a_default_country_only_numbers_with_a_plus_are_read()
    {
        PhoneNumber.TryParse("9876543210", defaultCountry: null, out _).ShouldBeFalse();
        Read("+919876543210", country: null).Country.ShouldBe("IN");
    }

    [Fact]
    public void An_unknown_default_country_is_refused_by_name()
    {
        PhoneNumber.IsKnownCountry("XX").ShouldBeFalse();
        PhoneNumber.IsKnownCountry("in").ShouldBeTrue();
        Should.Throw<ArgumentException>(() => PhoneNumber.TryParse("9876543210", "XX", out _)).Message.ShouldContain("'XX'");
    }

    [Fact]
    public void Countries_that_share_a_calling_code_are_told_apart()
    {
        Read("+1 416 555 0123", "US").Country.ShouldBe("CA");
        Read("+44 7624 300123", "GB").Country.ShouldBe("IM");
        Read("+7 701 234 5678", "RU").Country.ShouldBe("KZ");
        Read("+80012345678", "IN").Country.ShouldBeNull();
    }

    [Fact]
    public void Possible_is_a_length_and_valid_a_number_of_the_plan()
    {
        var number = Read("5555512345", "IN");

        number.IsPossible.ShouldBeTrue();
        number.IsValid.ShouldBeFalse();
        number.Type.ShouldBeNull();
        Read("9876543210", "IN").Type.ShouldBe(PhoneNumberType.Mobile);
        Read("2025550123", "US").Type.ShouldBe(PhoneNumberType.FixedLineOrMobile);
    }

    [Theory]
    [InlineData("+1 202 555 0123", true)]
    [InlineData("+44 20 7946 0123", true)]
    [InlineData("+44 114 496 0123", true)]
    [InlineData("+49 30 23125 123", true)]
    [InlineData("+49 152 28817386", true)]
    [InlineData("+61 491 570 156", true)]
    [InlineData("+61 2 5550 1234", true)]
    [InlineData("+46 70 174 06 05", true)]
    [InlineData("+44 7700 900123", false)]
    [InlineData("+44 1632 960123", false)]
    [InlineData("+33 6 39 98 12 34", false)]
    [InlineData("+353 20 910 1234", false)]
    public void Of_the_numbers_reserved_for_fiction_some_are_valid(string spelling, bool valid) =>
        Read(spelling, country: null).IsValid.ShouldBe(valid);

    private static PhoneNumber Read(string text, string? country) =>
        PhoneNumber.TryParse(text, country, out var number) ? number : throw new InvalidOperationException($"'{text}' was not read in {country}.");
}
