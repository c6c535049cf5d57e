using System.Collections.Immutable;
using Orleans.Embedded;

namespace LeadCall.Engine.Tests.Embedded;

public sealed class StructuralComparisonTests
{
    public static IEnumerable<TheoryDataRow<object?, object?>> Different() =>
    [
        new(1, 2),
        new("a", null),
        new(1, 1L),
        new(ImmutableArray.Create(1, 2), ImmutableArray.Create(1, 3)),
        new(ImmutableArray.Create(1), ImmutableArray.Create(1, 1)),
        new(ImmutableArray<int>.Empty, default(ImmutableArray<int>)),
        new(ImmutableDictionary<string, int>.Empty.Add("a", 1), ImmutableDictionary<string, int>.Empty.Add("b", 1)),
        new(ImmutableDictionary<string, int>.Empty.Add("a", 1), ImmutableDictionary<string, int>.Empty.Add("a", 2)),
        new(new Leaky("a") { Secret = 1 }, new Leaky("a") { Secret = 2 }),
        new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 1, 13, 0, 0, TimeSpan.FromHours(1))),
        new(new Hidden(1), new Hidden(2)),
    ];

    [Theory, MemberData(nameof(Different))]
    public void What_differs_is_found(object? left, object? right)
    {
        StructuralComparison.FirstDifference(left, right).ShouldNotBeNull();
        StructuralComparison.FirstDifference(right, left).ShouldNotBeNull();
    }

    [Fact]
    public void Equal_contents_in_different_objects_are_equal()
    {
        static Parcel Make() => new(
            "p", [1, 2], ImmutableDictionary<string, DateTimeOffset>.Empty.Add("a", DateTimeOffset.UnixEpoch), TimeSpan.FromHours(1));

        StructuralComparison.FirstDifference(Make(), Make()).ShouldBeNull();
    }

    private sealed class Hidden(int value)
    {
        private readonly int kept = value;

        public override string ToString() => $"hidden {kept > 0}";
    }
}
