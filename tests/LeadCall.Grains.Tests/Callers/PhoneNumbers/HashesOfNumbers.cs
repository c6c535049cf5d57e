using LeadCall.Grains.Callers.PhoneNumbers;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

public sealed class HashesOfNumbers
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    [Fact]
    public void The_hash_is_HMAC_SHA_256_of_the_E164_form_in_full()
    {
        // printf '+919876543210' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
        Convert.ToHexStringLower(PhoneHash.OfNumber(Key, "+919876543210")).ShouldBe("94aa5ce596a510c33debd0160c3f2cd928398e394e9fc5707330b99bb9037222");
        PhoneHash.OfNumber(Key, "+919876543210").Length.ShouldBe(PhoneHash.HashBytes);
    }

    [Fact]
    public void Every_spelling_has_the_hash_of_its_number()
    {
        PhoneNumber.TryParse("098765 43210", "IN", out var national).ShouldBeTrue();
        PhoneNumber.TryParse("+91 98765-43210", "US", out var international).ShouldBeTrue();

        PhoneHash.OfNumber(Key, national.E164).ShouldBe(PhoneHash.OfNumber(Key, international.E164));
    }

    [Fact]
    public void Two_tenants_have_different_hashes_of_one_number() =>
        PhoneHash.OfNumber(new byte[32], "+919876543210").ShouldNotBe(PhoneHash.OfNumber(Key, "+919876543210"));

    [Fact]
    public void The_end_of_a_number_is_never_taken_for_a_number() =>
        PhoneHash.OfLastDigits(Key, "919876543210").ShouldNotBe(PhoneHash.OfNumber(Key, "+919876543210"));

    [Theory]
    [InlineData("9876543210")]
    [InlineData("+91 9876543210")]
    [InlineData("+")]
    [InlineData("")]
    public void Only_a_normalised_number_is_hashed(string text) => Should.Throw<ArgumentException>(() => PhoneHash.OfNumber(Key, text));

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int length) =>
        Should.Throw<ArgumentException>(() => PhoneHash.OfNumber(new byte[length], "+919876543210")).Message.ShouldContain($"has {length}");

    [Theory]
    [InlineData("+919876543210", "76543210")]
    [InlineData("(0)98765 43210 ??", "76543210")]
    [InlineData("٩٨٧٦٥٤٣٢١٠", "76543210")]
    [InlineData("6543210", null)]
    [InlineData(null, null)]
    public void The_last_eight_digits_are_those_of_any_text(string? text, string? last) => LastDigits.Of(text).ShouldBe(last);
}
