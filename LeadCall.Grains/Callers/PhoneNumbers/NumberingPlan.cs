namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// How one country (or one calling code without a country, such as +800) writes and dials its numbers.
/// A <i>national number</i> here is the significant one: without calling code and without trunk prefix.
/// </summary>
internal sealed class NumberingPlan
{
    /// <summary>The order in which types are asked; the first that fits is the number's type.</summary>
    private static readonly PhoneNumberType[] TypesAfterFixedLine =
    [
        PhoneNumberType.Mobile, PhoneNumberType.PremiumRate, PhoneNumberType.TollFree, PhoneNumberType.SharedCost, PhoneNumberType.Voip,
        PhoneNumberType.PersonalNumber, PhoneNumberType.Pager, PhoneNumberType.CompanyNumber, PhoneNumberType.Voicemail,
    ];

    /// <summary>ISO 3166 alpha-2, or null for a calling code that belongs to no country.</summary>
    public required string? Country { get; init; }

    /// <summary>Without plus: "49".</summary>
    public required string CallingCode { get; init; }

    /// <summary>What is dialled before a calling code to leave the country: "00", "011"; null where the plan knows none.</summary>
    public required DialledPrefix? International { get; init; }

    /// <summary>What is dialled before a number inside the country: "0" in Germany; null where the plan knows none.</summary>
    public required DialledPrefix? Trunk { get; init; }

    public required DigitPattern NationalNumber { get; init; }

    public required PossibleLengths Lengths { get; init; }

    /// <summary>Only where countries share a calling code: numbers that begin so are this country's.</summary>
    public required DigitPattern? LeadingDigits { get; init; }

    /// <summary>By <see cref="PhoneNumberType"/>; null where the plan has no such numbers; empty where it tells no types.</summary>
    public required TypeRule?[] Types { get; init; }

    /// <summary>The numbers of one type.</summary>
    /// <param name="Numbers">Null when they are written in the data as "the same as fixed lines".</param>
    /// <param name="Lengths">How long they can be.</param>
    public sealed record TypeRule(DigitPattern? Numbers, PossibleLengths Lengths)
    {
        public bool Includes(ReadOnlySpan<char> national) =>
            Numbers is not null && Lengths.Contains(national.Length) && Numbers.IsWhole(national);
    }

    public bool IsValid(ReadOnlySpan<char> national) =>
        Types.Length > 0 ? TypeOf(national) is not null : NationalNumber.IsWhole(national);

    /// <summary>Null when this plan has no such number.</summary>
    public PhoneNumberType? TypeOf(ReadOnlySpan<char> national)
    {
        if (!NationalNumber.IsWhole(national))
        {
            return null;
        }

        if (Rule(PhoneNumberType.FixedLine)?.Includes(national) == true)
        {
            var mobile = Rule(PhoneNumberType.Mobile);
            return mobile is null || mobile.Numbers is null || mobile.Includes(national)
                ? PhoneNumberType.FixedLineOrMobile
                : PhoneNumberType.FixedLine;
        }

        foreach (var type in TypesAfterFixedLine)
        {
            if (Rule(type)?.Includes(national) == true)
            {
                return type;
            }
        }

        return null;
    }

    private TypeRule? Rule(PhoneNumberType type) => (int)type < Types.Length ? Types[(int)type] : null;
}
