namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// From the digits somebody wrote to a number of the world. The rules and their order are those of the library whose data we use; a test
/// compares the two over tens of thousands of spellings.
/// </summary>
internal static class Normalisation
{
    private const int ShortestNationalNumber = 2;

    /// <summary>E.164 allows 15 with the calling code; Germany has longer ones.</summary>
    private const int LongestNationalNumber = 17;

    private const int LongestCallingCode = 3;

    public static PhoneNumber? Normalise(WrittenNumber written, NumberingPlan? home)
    {
        var (plan, digits, country) = SplitOffCallingCode(written.Digits, home);
        if (plan is null)
        {
            return null;
        }

        var national = WithoutTrunkPrefix(digits, plan);
        if (national.Length is < ShortestNationalNumber or > LongestNationalNumber)
        {
            return null;
        }

        if (NumberingPlans.World.Owner(plan.CallingCode, national) is { } owner)
        {
            plan = owner;
            country = owner.Country;
        }

        return new PhoneNumber(
            $"+{plan.CallingCode}{national}",
            plan.CallingCode,
            national,
            country,
            written.Extension,
            plan.TypeOf(national),
            plan.Lengths.Judge(national.Length) == LengthVerdict.Possible,
            plan.IsValid(national));
    }

    /// <summary>
    /// The plan to read the rest by. International numbers get the main plan of their calling code and no country yet; a national number is
    /// taken for one of the default country until another country of the same calling code claims it.
    /// </summary>
    private static (NumberingPlan? Plan, string Digits, string? Country) SplitOffCallingCode(string written, NumberingPlan? home)
    {
        if (written.StartsWith('+'))
        {
            return SplitInternational(written[1..]);
        }

        if (home is null)
        {
            return default;
        }

        if (AfterInternationalPrefix(written, home) is { } international)
        {
            return SplitInternational(international);
        }

        return IsInternationalWithoutPlus(written, home)
            ? (NumberingPlans.World.WithCallingCode(home.CallingCode)[0], written[home.CallingCode.Length..], null)
            : (home, written, home.Country);
    }

    private static (NumberingPlan? Plan, string Digits, string? Country) SplitInternational(string digits)
    {
        for (var length = 1; length <= LongestCallingCode && length <= digits.Length; length++)
        {
            var plans = NumberingPlans.World.WithCallingCode(digits.AsSpan(0, length));
            if (plans.Length > 0)
            {
                return (plans[0], digits[length..], null);
            }
        }

        return default;
    }

    /// <summary>Null when the number is not dialled out of the country; no calling code begins with 0.</summary>
    private static string? AfterInternationalPrefix(string written, NumberingPlan home)
    {
        var length = home.International?.LengthAtStartOf(written) ?? 0;
        return length > 0 && length < written.Length && written[length] != '0' ? written[length..] : null;
    }

    /// <summary>
    /// "919876543210" in India: it begins with the country's own calling code, and is only then a number of the country, or shorter than
    /// its longest, when that is taken off. Where both readings are numbers (49 is also an area code in Germany) the national one wins.
    /// </summary>
    private static bool IsInternationalWithoutPlus(string written, NumberingPlan home)
    {
        if (!written.StartsWith(home.CallingCode, StringComparison.Ordinal))
        {
            return false;
        }

        var asWritten = WithoutTrunkPrefix(written, home);
        return home.Lengths.Judge(asWritten.Length) == LengthVerdict.TooLong
            || (!home.NationalNumber.IsWhole(asWritten)
                && home.NationalNumber.IsWhole(WithoutTrunkPrefix(written[home.CallingCode.Length..], home)));
    }

    /// <summary>
    /// Takes the trunk prefix off, also the one people leave in after a calling code ("+49 (0)30"), unless the digits are a number only
    /// with it: in Russia 8 is both a prefix and the first digit of numbers.
    /// </summary>
    private static string WithoutTrunkPrefix(string digits, NumberingPlan plan)
    {
        var shorter = digits.Length == 0 ? digits : plan.Trunk?.TakeOff(digits) ?? digits;
        if (shorter == digits || (plan.NationalNumber.IsWhole(digits) && !plan.NationalNumber.IsWhole(shorter)))
        {
            return digits;
        }

        var owner = NumberingPlans.World.Owner(plan.CallingCode, shorter) ?? plan;
        return owner.Lengths.Judge(shorter.Length) is LengthVerdict.Possible or LengthVerdict.TooLong ? shorter : digits;
    }
}
