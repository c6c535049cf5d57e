using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>A phone number, normalised: two spellings of one number are equal in <see cref="E164"/> (FEATURES D5, E14).</summary>
/// <param name="E164">Plus, calling code, national number: "+919876543210".</param>
/// <param name="CallingCode">Without plus: "91".</param>
/// <param name="NationalNumber">The significant digits, without trunk prefix: "9876543210".</param>
/// <param name="Country">ISO 3166 alpha-2; null for +800, +870 and the like, and where no country of a shared calling code has the number.</param>
/// <param name="Extension">Digits dialled after the call is answered, or null.</param>
/// <param name="Type">Null when the number is not valid or its plan tells no types.</param>
/// <param name="IsPossible">Its length occurs in the country. True for many numbers nobody has.</param>
/// <param name="IsValid">
/// Its country's numbering plan has such numbers. Says nothing on whether anybody has this one. Numbers reserved for fiction
/// (README.md beside this file) are valid only where their range is part of an ordinary one.
/// </param>
public sealed record PhoneNumber(
    string E164,
    string CallingCode,
    string NationalNumber,
    string? Country,
    string? Extension,
    PhoneNumberType? Type,
    bool IsPossible,
    bool IsValid)
{
    /// <summary>Whether <see cref="TryParse"/> accepts this as default country (upper or lower case).</summary>
    public static bool IsKnownCountry([NotNullWhen(true)] string? country) => country is not null && NumberingPlans.World.Knows(country);

    /// <summary>
    /// Reads a number in any common spelling: international with plus or the default country's dial-out prefix, with the calling code but
    /// no plus, or national with or without trunk prefix. Parsed does not mean real: see <see cref="IsValid"/>.
    /// </summary>
    /// <param name="raw">At most 250 characters.</param>
    /// <param name="defaultCountry">ISO 3166 alpha-2, where national numbers are at home; null reads only numbers with a plus.</param>
    /// <param name="number">The number; null when this answers false.</param>
    /// <exception cref="ArgumentException">The default country is not one the numbering plans know.</exception>
    public static bool TryParse(string? raw, string? defaultCountry, [NotNullWhen(true)] out PhoneNumber? number)
    {
        var home = defaultCountry is null ? null : NumberingPlans.World.Of(defaultCountry);
        number = WrittenNumber.TryRead(raw, out var written) ? Normalisation.Normalise(written, home) : null;
        return number is not null;
    }

    /// <summary>Every valid number in a field that may hold several ("0172 1234567 / 030 123456"), each once, in the order written.</summary>
    /// <inheritdoc cref="TryParse" path="/exception"/>
    public static ImmutableArray<PhoneNumber> AllNumbersIn(string? field, string? defaultCountry) => PhoneField.Read(field, defaultCountry).Numbers;
}
