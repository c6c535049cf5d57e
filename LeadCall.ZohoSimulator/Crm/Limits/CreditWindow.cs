namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>Credits used in the last 24 hours, a rolling window and not a calendar day (FACTS 5.1). Kept per second.</summary>
internal sealed class CreditWindow
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(24);

    private readonly LinkedList<(DateTimeOffset Second, long Credits)> spent = [];
    private long used;

    public long Used(DateTimeOffset now)
    {
        Forget(now);
        return used;
    }

    /// <summary>Negative gives credits back that were spent a moment ago.</summary>
    public void Spend(long credits, DateTimeOffset now)
    {
        Forget(now);
        var second = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        if (spent.Last is { } last && last.Value.Second >= second)
        {
            last.Value = (last.Value.Second, last.Value.Credits + credits);
        }
        else
        {
            spent.AddLast((second, credits));
        }

        used += credits;
    }

    public void Clear()
    {
        spent.Clear();
        used = 0;
    }

    private void Forget(DateTimeOffset now)
    {
        while (spent.First is { } first && first.Value.Second <= now - Length)
        {
            used -= first.Value.Credits;
            spent.RemoveFirst();
        }
    }
}
