namespace LeadCall.Grains.Callers.PhoneNumbers;

internal enum LengthVerdict
{
    Possible,
    TooShort,
    TooLong,

    /// <summary>Between the shortest and the longest, yet no number has it.</summary>
    Between,
}

/// <summary>How many digits the national numbers of a plan (or of one type within it) can have.</summary>
internal readonly record struct PossibleLengths(uint Bits)
{
    public static PossibleLengths Of(IEnumerable<int> lengths) =>
        new(lengths.Aggregate(0u, (bits, length) => bits | 1u << length));

    public bool Contains(int length) => length < 32 && (Bits >> length & 1) == 1;

    public LengthVerdict Judge(int length) =>
        Contains(length) ? LengthVerdict.Possible
        : length < System.Numerics.BitOperations.TrailingZeroCount(Bits) ? LengthVerdict.TooShort
        : length > System.Numerics.BitOperations.Log2(Bits) ? LengthVerdict.TooLong
        : LengthVerdict.Between;
}
