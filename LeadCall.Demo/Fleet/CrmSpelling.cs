using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>How people type a number into a CRM (FEATURES E14). Each fits Zoho's 30 characters and its pattern (FACTS 3.4).</summary>
public static class CrmSpelling
{
    /// <summary>One number in twelve spellings.</summary>
    public static readonly ImmutableArray<Func<FictionNumber, string>> All =
    [
        number => number.E164,
        number => $"+44 {number.Area} {number.Exchange} {number.Line}",
        number => $"0{number.Area} {number.Exchange} {number.Line}",
        number => $"0{number.Area}-{number.Exchange}-{number.Line}",
        number => $"(0{number.Area}) {number.Exchange} {number.Line}",
        number => $"+44 (0){number.Area} {number.Exchange} {number.Line}",
        number => $"0044 {number.Area} {number.Exchange} {number.Line}",
        number => $"44{number.Area}{number.Exchange}{number.Line}",
        number => $"{number.Area} {number.Exchange} {number.Line}",
        number => $"0{number.Area} {number.Exchange}{number.Line} ext 12",
        number => $"0{number.Area}.{number.Exchange}.{number.Line}",
        number => number.National,
    ];

    /// <summary>Two people share the field, as a receptionist would write it.</summary>
    public static string TwoInOne(FictionNumber first, FictionNumber second) =>
        $"{first.National[..4]} {first.National[4..]}, {second.National[..4]} {second.National[4..]}";

    /// <summary>The area code was cut off: eight digits that no longer are a number, only possibly this one.</summary>
    public static string WithoutAreaCode(FictionNumber number) => number.LastEight;
}
