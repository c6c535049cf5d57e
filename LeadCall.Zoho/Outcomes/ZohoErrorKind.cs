namespace LeadCall.Zoho.Outcomes;

/// <summary>What an error of Zoho asks of us. Decided by <see cref="ZohoErrors.Classify"/> from status and code alone.</summary>
public enum ZohoErrorKind
{
    /// <summary>Repeat later, nothing is wrong with the request: 5xx, a transport error, an open circuit.</summary>
    Temporary,

    /// <summary>The access token is bad or expired: refresh once, repeat once (FACTS 1.7).</summary>
    TokenInvalid,

    /// <summary>The consent lacks a scope: only a new consent helps, never a refresh (FACTS 1.7).</summary>
    ScopeMissing,

    /// <summary>The consenting user's rights or the edition forbid it: the tenant's Zoho admin must act (FACTS 6).</summary>
    PermissionDenied,

    /// <summary>A 401 or 403 we do not know: the connection needs a person's attention, the request itself is not lost (FACTS 6).</summary>
    ConnectionInDoubt,

    /// <summary>429: credits or concurrency; Zoho gives no time to wait (FACTS 5.4).</summary>
    RateLimited,

    /// <summary>The record exists already; <see cref="ZohoError.Duplicate"/> names it (FACTS 3.3).</summary>
    Duplicate,

    /// <summary>The record's state forbids it: converted, locked, awaiting approval (FACTS 3.3).</summary>
    RecordStateForbids,

    /// <summary>The module is hidden, renamed away or not in the edition (FACTS 7).</summary>
    ModuleUnavailable,

    /// <summary>This payload will be refused again: invalid data, a mandatory field, a limit.</summary>
    PermanentRefusal,

    /// <summary>The connection's server is not in the table of data centres; nothing was sent.</summary>
    UnknownServer,
}
