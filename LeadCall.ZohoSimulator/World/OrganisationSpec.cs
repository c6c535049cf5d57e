namespace LeadCall.ZohoSimulator.World;

/// <summary>A Zoho organisation as a test or demo asks for it.</summary>
public sealed record OrganisationSpec
{
    /// <summary>Short handle used by the control API and in messages, e.g. <c>clinic</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Zoho's own number for it (org <c>id</c> and <c>zgid</c>), 18 digits; absent = made from the six-digit <see cref="IdPrefix"/>.</summary>
    public string? ZohoId { get; init; }

    /// <summary>The six digits every id of this organisation starts with; absent = derived from <see cref="Key"/>.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>The data centre it lives in (FACTS 1.1).</summary>
    public string DataCentre { get; init; } = "us";

    /// <summary>Free, Standard (Starter), Professional, Enterprise (Zoho One) or Ultimate (CRM Plus): decides the limits (FACTS 5.1).</summary>
    public string Edition { get; init; } = "Enterprise";

    /// <summary>API credits bought on top of the edition's; the header that counts down leaves them out (FACTS 5.4).</summary>
    public long AddOnCredits { get; init; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    public string CountryCode { get; init; } = "US";

    public string Currency { get; init; } = "USD";

    /// <summary>The first user is the organisation's administrator and the one who consents, unless a consent says otherwise.</summary>
    public IReadOnlyList<UserSpec> Users { get; init; } = [new() { Name = "Ada Admin", Email = "ada@example.test", Admin = true }];

    public IReadOnlyList<FieldSpec> CustomFields { get; init; } = [];

    /// <summary>Fields the tenant made mandatory on top of the system's, as <c>Module.Api_Name</c> (FACTS 3.4).</summary>
    public IReadOnlyList<string> MandatoryFields { get; init; } = [];

    /// <summary>Standard fields the tenant made unique, as <c>Module.Api_Name</c> (FACTS 9.2).</summary>
    public IReadOnlyList<string> UniqueFields { get; init; } = [];

    /// <summary>Lengths of standard fields that differ here from the usual ones, by <c>Module.Api_Name</c> (FACTS 3.4: they change per organisation; Company is 200 or 100).</summary>
    public IReadOnlyDictionary<string, int> FieldLengths { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<ClientSpec> Clients { get; init; } = [];

    /// <summary>Modules that are hidden or absent in this edition, answered with <c>INVALID_MODULE</c>.</summary>
    public IReadOnlyList<string> HiddenModules { get; init; } = [];
}

/// <summary>A CRM user.</summary>
public sealed record UserSpec
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public string Status { get; init; } = "active";

    public bool Confirmed { get; init; } = true;

    public bool Admin { get; init; }

    /// <summary>IANA name; absent = the organisation's. Date-times are shown to this user in it (FACTS 3.4).</summary>
    public string? TimeZone { get; init; }

    /// <summary>What this user may not do (FACTS 2, last line).</summary>
    public IReadOnlyList<DeniedRight> Denied { get; init; } = [];
}

/// <summary>A right a user lacks. Who may not create in a module cannot be the <c>Owner</c> of a new record there either, whoever makes it.</summary>
/// <param name="Module">Api name, or <c>*</c>.</param>
/// <param name="Action"><c>view</c>, <c>create</c>, <c>edit</c>, <c>delete</c> or <c>*</c>.</param>
/// <param name="PerItem">False: the request answers 403 <c>NO_PERMISSION</c>. True: each item answers <c>AUTHORIZATION_FAILED</c> under HTTP 400 (FACTS 3.3).</param>
public sealed record DeniedRight(string Module, string Action, bool PerItem = false);

/// <summary>A custom field.</summary>
public sealed record FieldSpec
{
    public required string Module { get; init; }

    public required string ApiName { get; init; }

    public string? Label { get; init; }

    /// <summary>One of Zoho's data types: text, textarea, phone, email, picklist, multiselectpicklist, integer, double, currency, boolean, date, datetime, website.</summary>
    public string DataType { get; init; } = "text";

    /// <summary>Longest value in characters (digits for integers); absent = the type's default (FACTS 3.4).</summary>
    public int? Length { get; init; }

    public bool Mandatory { get; init; }

    public bool Unique { get; init; }

    public bool ReadOnly { get; init; }

    public IReadOnlyList<string> PickListValues { get; init; } = [];

    /// <summary>A restricted picklist refuses unknown values instead of adding them.</summary>
    public bool Restricted { get; init; }
}

/// <summary>An API client registered in Zoho's API console, as this organisation's data centre knows it.</summary>
public sealed record ClientSpec
{
    public required string ClientId { get; init; }

    /// <summary>May differ per data centre (FACTS 1.1).</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Registered redirect addresses; none = any is taken.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>What a consent grants at most; none = whatever is asked.</summary>
    public IReadOnlyList<string> PermittedScopes { get; init; } = [];
}
