namespace LeadCall.Demo.Fleet;

/// <summary>Keeps each phone to one call at a time: the day is cut into slots of twelve minutes, each given once.</summary>
public sealed class SlotBook(DayClock clock, Random random)
{
    /// <summary>Longest call that ends within its slot, whatever second it starts at.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(9);

    private const int SlotMinutes = 12;
    private const int LatestStartSecond = 150;
    private readonly HashSet<(string Phone, int DaysBefore, int Slot)> taken = [];

    /// <summary>A free slot of the phone between two times of day.</summary>
    /// <returns>When the call begins.</returns>
    /// <exception cref="InvalidOperationException">The phone is busy all that time.</exception>
    public DateTimeOffset Take(string phone, TimeSpan from, TimeSpan to, int daysBefore = 0)
    {
        var free = Slots(from, to).Where(slot => !taken.Contains((phone, daysBefore, slot))).ToArray();
        if (free.Length == 0)
        {
            throw new InvalidOperationException($"'{phone}' has no free slot between {from} and {to}; plan fewer calls.");
        }

        var chosen = free[random.Next(free.Length)];
        taken.Add((phone, daysBefore, chosen));
        return clock.At(TimeSpan.FromMinutes(chosen * SlotMinutes) + TimeSpan.FromSeconds(random.Next(LatestStartSecond)), daysBefore);
    }

    /// <summary>Keeps the slot around a time for a call that is placed by hand.</summary>
    public void Reserve(string phone, TimeSpan at) => taken.Add((phone, 0, (int)at.TotalMinutes / SlotMinutes));

    private static IEnumerable<int> Slots(TimeSpan from, TimeSpan to)
    {
        var first = (int)Math.Ceiling(from.TotalMinutes / SlotMinutes);
        var behindLast = (int)to.TotalMinutes / SlotMinutes;
        return Enumerable.Range(first, Math.Max(0, behindLast - first));
    }
}
