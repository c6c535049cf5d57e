using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>Somebody who was in the clinics' CRM before LeadCall came.</summary>
/// <param name="Module"><c>Leads</c> or <c>Contacts</c>.</param>
/// <param name="PhoneFields">Values of phone-type fields by API name, as people typed them.</param>
/// <param name="Numbers">Whose numbers those are.</param>
public sealed record CrmPerson(
    string Module,
    string FirstName,
    string LastName,
    string Email,
    ImmutableDictionary<string, string> PhoneFields,
    ImmutableArray<string> Numbers)
{
    public const string Leads = "Leads";
    public const string Contacts = "Contacts";

    /// <summary>True if no number of the record can be read, only its last digits compared (DESIGN 4.5).</summary>
    public bool PossibleOnly { get; init; }
}
