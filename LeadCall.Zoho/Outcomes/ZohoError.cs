using System.Collections.Immutable;

namespace LeadCall.Zoho.Outcomes;

/// <summary>An error as Zoho told it, or, where nobody answered, as the transport did.</summary>
/// <param name="HttpStatus">Null if there was no answer.</param>
/// <param name="Code">Zoho's own code (<c>MANDATORY_NOT_FOUND</c>), <c>HTTP_502</c> where a body said none, or one of <see cref="ZohoErrorCodes"/>.</param>
/// <param name="Message">Zoho's own message, or ours in a sentence.</param>
public sealed record ZohoError(ZohoErrorKind Kind, int? HttpStatus, string Code, string Message)
{
    /// <summary>The field it is about, by API name (<c>details.api_name</c> or <c>param_name</c>).</summary>
    public string? Field { get; init; }

    /// <summary>The longest value the field takes, in characters, where that is the error.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>Zoho's permission names (<c>Crm_Implied_View_Leads</c>) of a <see cref="ZohoErrorKind.PermissionDenied"/>.</summary>
    public ImmutableArray<string> Permissions { get; init; } = [];

    /// <summary>The record that exists already, for <see cref="ZohoErrorKind.Duplicate"/>.</summary>
    public DuplicateRecord? Duplicate { get; init; }

    /// <summary>The single errors behind <c>MULTIPLE_OR_MULTI_ERRORS</c>; empty otherwise.</summary>
    public ImmutableArray<ZohoError> Inner { get; init; } = [];

    /// <summary>Zoho's <c>details</c> as compact JSON, for the sync log. May hold names and ids: never for the operator's log.</summary>
    public string? DetailsJson { get; init; }
}

/// <summary>The record a duplicate refusal names.</summary>
/// <param name="Module">Where it is; a duplicate Lead may point to a Contact (FACTS 9.4). Null if Zoho did not say: the module written to.</param>
public sealed record DuplicateRecord(string Id, string? Module);

/// <summary>Codes of our own for errors without an answer from Zoho.</summary>
public static class ZohoErrorCodes
{
    public const string Transport = "TRANSPORT";
    public const string TimedOut = "TIMED_OUT";
    public const string CircuitOpen = "CIRCUIT_OPEN";
    public const string Unreadable = "UNREADABLE_ANSWER";
    public const string UnknownServer = "UNKNOWN_SERVER";
}
