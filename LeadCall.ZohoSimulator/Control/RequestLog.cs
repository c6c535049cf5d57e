using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>One request that reached the simulator; no bodies.</summary>
public sealed record LoggedRequest
{
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    /// <summary>The address with values taken out, e.g. <c>{module}/{id}</c>; the plain path for other addresses.</summary>
    public required string Pattern { get; init; }

    public string? Module { get; init; }

    public string? Organisation { get; init; }

    /// <summary>0 while it is under way, and when no answer was sent.</summary>
    public int Status { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Outages, faults and barriers that met it, in order, e.g. <c>fault 3: write Late, answer Reset</c>, <c>late write: 201</c>.</summary>
    public IReadOnlyList<string> Interference { get; init; } = [];
}

/// <summary>How many requests of one kind there were.</summary>
public sealed record RequestCount(string Method, string Pattern, string? Module, int Status, long Count);

/// <summary>All requests to the token endpoint and the CRM since the start, newest kept up to a bound.</summary>
internal sealed class RequestLog
{
    private const int Kept = 200_000;

    private readonly Lock gate = new();
    private readonly List<LoggedRequest> requests = [];
    private long last;
    private long dropped;

    /// <summary>The number of the newest request: what comes later has a greater one.</summary>
    public long Mark
    {
        get
        {
            lock (gate)
            {
                return last;
            }
        }
    }

    public LoggedRequest Begin(DateTimeOffset at, string method, string path)
    {
        lock (gate)
        {
            var entry = new LoggedRequest { Number = ++last, At = at, Method = method, Pattern = path };
            requests.Add(entry);
            if (requests.Count > Kept)
            {
                requests.RemoveRange(0, Kept / 10);
                dropped += Kept / 10;
            }

            return entry;
        }
    }

    public void End(LoggedRequest entry, TimeSpan duration, int status, CrmCall? call) => End(
        entry with { Pattern = call?.Operation is { } operation ? operation.Template : entry.Pattern, Module = call?.Schema?.ApiName }, duration, status, call?.Organisation?.Key);

    public void End(LoggedRequest entry, TimeSpan duration, int status, string? organisation)
    {
        lock (gate)
        {
            Change(entry.Number, kept => entry with { Duration = duration, Status = status, Organisation = organisation, Interference = kept.Interference });
        }
    }

    /// <summary>Writes down what met a request, also after its end.</summary>
    public void Note(long number, string interference)
    {
        lock (gate)
        {
            Change(number, kept => kept with { Interference = [.. kept.Interference, interference] });
        }
    }

    public IReadOnlyList<LoggedRequest> Since(long mark, string? organisation = null)
    {
        lock (gate)
        {
            return [.. requests.Skip((int)Math.Max(0, mark - dropped)).Where(request => organisation is null || request.Organisation == organisation)];
        }
    }

    public IReadOnlyList<RequestCount> CountsSince(long mark, string? organisation = null) =>
    [
        .. Since(mark, organisation).GroupBy(request => (request.Method, request.Pattern, request.Module, request.Status))
            .Select(group => new RequestCount(group.Key.Method, group.Key.Pattern, group.Key.Module, group.Key.Status, group.LongCount()))
            .OrderBy(count => count.Pattern, StringComparer.Ordinal).ThenBy(count => count.Module, StringComparer.Ordinal).ThenBy(count => count.Status),
    ];

    private void Change(long number, Func<LoggedRequest, LoggedRequest> change)
    {
        var index = number - 1 - dropped;
        if (index >= 0)
        {
            requests[(int)index] = change(requests[(int)index]);
        }
    }
}
