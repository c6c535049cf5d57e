using LeadCall.Grains.Callers.PhoneNumbers;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

public sealed class NumbersInOneField
{
    private const string Mobile = "+491721234567";
    private const string Office = "+4930123456";

    [Theory]
    [InlineData("0172 1234567 / 030 123456")]
    [InlineData("0172 1234567/030 123456")]
    [InlineData("0172/1234567 / 030/123456")]
    [InlineData("0172/1234567/030/123456")]
    [InlineData("0172 1234567; 030 123456")]
    [InlineData("0172 1234567, 030 123456")]
    [InlineData("0172 1234567 or 030 123456")]
    [InlineData("0172 1234567 oder 030 / 123 456")]
    [InlineData("0172 1234567 & 030 123456")]
    [InlineData("0172 1234567 | 030 123456")]
    [InlineData("0172 1234567 - 030 123456")]
    [InlineData("0172 1234567\n030 123456")]
    [InlineData("(0172) 1234567 (030) 123456")]
    [InlineData("+49 172 1234567 +49 30 123456")]
    [InlineData("Mobil: 0172 1234567, Büro: 030 123456 (nur morgens)")]
    [InlineData("0172 1234567 (privat) 030 123456 ext. 12")]
    [InlineData("0172 1234567 x5 / 030 123456 x12")]
    [InlineData("0172 12 34 567 030 12 34 56")]
    public void Two_numbers_are_found_however_they_are_parted(string field) => Numbers(field, "DE").ShouldBe([Mobile, Office]);

    [Theory]
    [InlineData("98765 43210 98765 43211")]
    [InlineData("9876543210or9876543211")]
    [InlineData("9876543210, +91 98765-43211")]
    [InlineData("09876543210/9876543211")]
    public void Two_Indian_mobiles_are_found(string field) => Numbers(field, "IN").ShouldBe(["+919876543210", "+919876543211"]);

    [Theory]
    [InlineData("030/123456")]
    [InlineData("030 / 123 / 456")]
    [InlineData("030-123-456")]
    [InlineData("(030) 123456")]
    [InlineData("+49 (0)30 123456")]
    [InlineData("030 123456, 12")]
    [InlineData("030 123456;12")]
    [InlineData("030 123456 / 030/123456")]
    [InlineData("tel:123456;phone-context=+4930")]
    public void A_separator_inside_one_number_does_not_part_it(string field) => Numbers(field, "DE").ShouldBe([Office]);

    [Fact]
    public void Three_numbers_are_found_as_well() =>
        Numbers("0172 1234567 / 030 123456 / +1 202 555 0123", "DE").ShouldBe([Mobile, Office, "+12025550123"]);

    [Fact]
    public void What_cannot_be_read_is_kept_as_digits()
    {
        PhoneField.Read("0172 12a34567", "DE").Unread.ShouldBe(["01721234567"]);
        PhoneField.Read("0172 1234567 / 12 34", "DE").Unread.ShouldBe(["1234"]);
        PhoneField.Read("98765 4321", "IN").Unread.ShouldBe(["987654321"]);
        PhoneField.Read("9876543210", "IN").Unread.ShouldBeEmpty();
        PhoneField.Read("ask Anna", "IN").ShouldBe(PhoneField.Empty);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void An_empty_field_has_no_numbers(string? field) => PhoneField.Read(field, "DE").ShouldBe(PhoneField.Empty);

    [Fact]
    public void A_field_full_of_digits_and_separators_is_read_in_time()
    {
        var field = string.Join(" / ", Enumerable.Repeat("0172 1234567, 030 123456", 500));

        Numbers(field, "DE").ShouldBe([Mobile, Office]);
    }

    private static IEnumerable<string> Numbers(string? field, string country) =>
        PhoneNumber.AllNumbersIn(field, country).Select(number => number.E164);
}
