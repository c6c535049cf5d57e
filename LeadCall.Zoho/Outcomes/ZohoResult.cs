using System.Diagnostics.CodeAnalysis;

namespace LeadCall.Zoho.Outcomes;

/// <summary>The answer to a read: a value or an error, never both. A caller's own cancellation throws instead.</summary>
public sealed record ZohoResult<T>
{
    private ZohoResult(T? value, ZohoError? error, ZohoCallNotes notes) => (Value, Error, Notes) = (value, error, notes);

    public T? Value { get; }

    public ZohoError? Error { get; }

    public ZohoCallNotes Notes { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    internal static ZohoResult<T> Success([DisallowNull] T value, ZohoCallNotes notes) => new(value, null, notes);

    internal static ZohoResult<T> Failure(ZohoError error, ZohoCallNotes notes) => new(default, error, notes);
}

/// <summary>What a call says beside its answer.</summary>
/// <param name="HttpStatus">Null if there was no answer.</param>
/// <param name="Requests">How many HTTP requests were tried, retries and pages included: what it cost the tenant's budget.</param>
/// <param name="CreditsRemaining"><c>X-API-CREDITS-REMAINING</c>; Zoho sends it only after half the credits are used (FACTS 5.4).</param>
public sealed record ZohoCallNotes(int? HttpStatus, int Requests, long? CreditsRemaining = null)
{
    /// <summary>A call that never became a request.</summary>
    public static ZohoCallNotes NothingSent { get; } = new(null, 0);
}
