namespace LeadCall.Zoho.Transport;

/// <summary>
/// What came of one request to Zoho, without a word on what it means: a whole answer, or a failure with whatever was
/// known by then.
/// </summary>
internal sealed record ZohoExchange
{
    /// <summary>Known as soon as the answer's head is, so it may stand beside a <see cref="Failure"/>.</summary>
    public int? Status { get; init; }

    /// <summary>Empty unless the answer arrived whole.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Null if the answer arrived whole.</summary>
    public TransportFailure? Failure { get; init; }

    /// <summary>True as soon as the request's body began to leave this process.</summary>
    public bool BodyHasBegun { get; init; }

    public long? CreditsRemaining { get; init; }

    public int Requests { get; init; } = 1;

    /// <summary>What retries and circuit breakers count: transport errors and 5xx, nothing else.</summary>
    public bool IsServerTrouble => Failure is { Kind: TransportFailureKind.ConnectFailed or TransportFailureKind.ConnectionLost }
        || Status >= 500;
}

/// <param name="Explanation">A sentence without secrets, numbers or bodies.</param>
internal sealed record TransportFailure(TransportFailureKind Kind, string Explanation);

internal enum TransportFailureKind
{
    ConnectFailed,
    ConnectionLost,
    TimedOut,
    Cancelled,
    CircuitOpen,
    UnknownServer,
}
