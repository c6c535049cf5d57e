namespace Orleans.Embedded;

/// <summary>
/// Disturbances that Orleans allows itself now and then, made frequent for tests. Everything is off by default. Probabilities are
/// between 0 and 1; the same <see cref="Seed"/> gives the same series of draws.
/// </summary>
public sealed class EmbeddedChaosOptions
{
    public int Seed { get; set; } = 1;

    /// <summary>After a request the activation is let go, so that the next one meets a new activation.</summary>
    public double DeactivateBetweenCalls { get; set; }

    /// <summary>A reminder tick arrives twice.</summary>
    public double DuplicateReminder { get; set; }

    /// <summary>A stream item arrives twice.</summary>
    public double DuplicateStreamItem { get; set; }

    /// <summary>The callee did the work, the caller gets a <see cref="TimeoutException"/>.</summary>
    public double LoseResponse { get; set; }

    /// <summary>A request arrives after others that were sent later by other senders.</summary>
    public double ReorderRequests { get; set; }

    /// <summary>How long such a request waits to be overtaken before it goes on alone. Default 5 ms.</summary>
    public TimeSpan ReorderPatience { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>A request is handled by a second activation of its grain, while the first goes on for its own callers.</summary>
    public double SecondActivation { get; set; }

    /// <summary>Every argument, result, stream item and state goes through a serialiser and back, and must come out equal.</summary>
    public bool RoundTrip { get; set; }

    /// <summary>Which grains are disturbed; all by default. Given the grain class's name and the key.</summary>
    public Func<string, string, bool> Applies { get; set; } = (_, _) => true;
}
