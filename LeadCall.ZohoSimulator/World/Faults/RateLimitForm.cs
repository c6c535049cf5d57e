namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>The body of a 429 (FACTS 5.4).</summary>
public enum RateLimitForm
{
    /// <summary>Code <c>TOO_MANY_REQUESTS</c>, by the manual.</summary>
    TooManyRequests,

    /// <summary>Code <c>RATE_LIMIT_EXCEEDED</c>, as the specification shows it.</summary>
    RateLimitExceeded,

    /// <summary>The older form: <c>code</c> is the number 429, <c>error</c> the word.</summary>
    NumberAsCode,
}
