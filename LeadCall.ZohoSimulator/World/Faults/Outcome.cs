namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>What becomes of the write a request asks for. For a read or a token the same is said of carrying it out.</summary>
public enum WriteFate
{
    /// <summary>Carried out before the answer.</summary>
    Done,

    /// <summary>Never carried out.</summary>
    NotDone,

    /// <summary>Carried out after the answer, also when the client is long gone.</summary>
    Late,
}

/// <summary>What the client is sent.</summary>
public enum AnswerForm
{
    /// <summary>The true answer.</summary>
    AsItIs,

    /// <summary>An error status with Zoho's flat body; <see cref="Outcome.Status"/>, default 500.</summary>
    Error,

    /// <summary>Not a byte: the connection is reset.</summary>
    Reset,

    /// <summary>Nothing until the client gives up.</summary>
    Silence,

    /// <summary>A gateway's HTML page; <see cref="Outcome.Status"/>, default 502, may be 200.</summary>
    Html,

    /// <summary>The true answer's first half under its own status, a complete HTTP message that is no JSON.</summary>
    CutJson,

    /// <summary>The true answer with the last entry of <c>data</c> missing.</summary>
    ItemMissing,

    /// <summary>The true answer with the last entry of <c>data</c> twice.</summary>
    ItemTooMany,

    /// <summary>429 in the form of <see cref="Outcome.RateLimit"/> (FACTS 5.4).</summary>
    RateLimited,

    /// <summary>The token endpoint's <c>{"error": …}</c> with <see cref="Outcome.TokenError"/>; <see cref="Outcome.Status"/>, default 200 (FACTS 1.6).</summary>
    TokenError,
}

/// <summary>How a request ends: what becomes of its write, what its client is told, and when. Faults and barriers both speak of it.</summary>
public sealed record Outcome
{
    /// <summary>The request goes on as if nothing were.</summary>
    public static Outcome Normal { get; } = new();

    /// <summary>The true answer, torn.</summary>
    public static Outcome CutJson { get; } = new() { Answer = AnswerForm.CutJson };

    public static Outcome ItemMissing { get; } = new() { Answer = AnswerForm.ItemMissing };

    public static Outcome ItemTooMany { get; } = new() { Answer = AnswerForm.ItemTooMany };

    /// <summary>Absent: not done for <see cref="AnswerForm.RateLimited"/> and <see cref="AnswerForm.TokenError"/>, else done.</summary>
    public WriteFate? Write { get; init; }

    public AnswerForm Answer { get; init; }

    /// <summary>The HTTP status of an error, HTML page or token error; absent = the form's default.</summary>
    public int? Status { get; init; }

    public RateLimitForm RateLimit { get; init; }

    /// <summary>E.g. <c>general_error</c>, <c>invalid_code</c>, <c>Access Denied</c>.</summary>
    public string? TokenError { get; init; }

    /// <summary>How long the write waits: before it when it is done, after the answer when it is late.</summary>
    public SecondsRange? WriteAfterSeconds { get; init; }

    /// <summary>How long the answer waits once the write's fate is sealed.</summary>
    public SecondsRange? AnswerAfterSeconds { get; init; }

    internal WriteFate Fate => Write ?? (Answer is AnswerForm.RateLimited or AnswerForm.TokenError ? WriteFate.NotDone : WriteFate.Done);

    public static Outcome Error(int status, WriteFate write = WriteFate.Done) => new() { Answer = AnswerForm.Error, Status = status, Write = write };

    /// <summary>The connection is reset.</summary>
    public static Outcome AnswerLost(WriteFate write = WriteFate.Done) => new() { Answer = AnswerForm.Reset, Write = write };

    /// <summary>The client waits until its own time-out.</summary>
    public static Outcome NoAnswer(WriteFate write = WriteFate.Done) => new() { Answer = AnswerForm.Silence, Write = write };

    public static Outcome Slow(TimeSpan from, TimeSpan? to = null) => new() { AnswerAfterSeconds = SecondsRange.Of(from, to ?? from) };

    /// <summary>The client is answered in the given form now, the write commits later.</summary>
    public static Outcome LateWrite(TimeSpan from, TimeSpan? to = null, AnswerForm answer = AnswerForm.Reset) =>
        new() { Write = WriteFate.Late, WriteAfterSeconds = SecondsRange.Of(from, to ?? from), Answer = answer };

    public static Outcome HtmlPage(int status = StatusCodes.Status502BadGateway, WriteFate write = WriteFate.Done) =>
        new() { Answer = AnswerForm.Html, Status = status, Write = write };

    public static Outcome TooManyRequests(RateLimitForm form = RateLimitForm.TooManyRequests) => new() { Answer = AnswerForm.RateLimited, RateLimit = form };

    public static Outcome TokenRefused(string error, int status = StatusCodes.Status200OK) =>
        new() { Answer = AnswerForm.TokenError, TokenError = error, Status = status };

    /// <summary>With one length drawn from each range.</summary>
    internal Outcome Drawn(Random random) => this with
    {
        WriteAfterSeconds = WriteAfterSeconds?.Draw(random),
        AnswerAfterSeconds = AnswerAfterSeconds?.Draw(random),
    };

    public override string ToString() => $"write {Fate}, answer {Answer}";
}

/// <summary>Seconds, both ends possible.</summary>
public sealed record SecondsRange(double From, double To)
{
    public static SecondsRange Of(TimeSpan from, TimeSpan to) => new(from.TotalSeconds, to.TotalSeconds);

    internal TimeSpan Shortest => TimeSpan.FromSeconds(From);

    internal SecondsRange Draw(Random random)
    {
        var drawn = From + (random.NextDouble() * (To - From));
        return new SecondsRange(drawn, drawn);
    }
}
