using System.Diagnostics.CodeAnalysis;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Accounts;

/// <summary>Who consents to a client, for which organisation.</summary>
internal sealed record Consent(Organisation Organisation, CrmUser User, ClientSpec Client)
{
    /// <summary>The organisation and user the switches name; else the first organisation that knows the client, and its first administrator.</summary>
    public static bool TryFind(ZohoWorld world, AccountsSwitches switches, string clientId, [NotNullWhen(true)] out Consent? consent)
    {
        var organisation = world.Organisations.FirstOrDefault(o =>
            (switches.ConsentingOrganisation is null || o.Key == switches.ConsentingOrganisation) && o.Spec.Clients.Any(client => client.ClientId == clientId));
        var user = organisation?.Users.FirstOrDefault(u => switches.ConsentingUser is null ? u is { IsActive: true, Spec.Admin: true } : u.Spec.Email == switches.ConsentingUser)
            ?? organisation?.Users.FirstOrDefault(u => u.IsActive);
        consent = organisation is null || user is null ? null : new Consent(organisation, user, organisation.Spec.Clients.First(client => client.ClientId == clientId));
        return consent is not null;
    }

    /// <summary>What is granted: what is asked, within what the client may have.</summary>
    public Grant Grant(IReadOnlyList<string> asked) => new(
        Organisation.Spec.DataCentre,
        Organisation.Key,
        User.Id,
        Client.ClientId,
        Client.PermittedScopes.Count == 0 ? asked : [.. asked.Where(scope => Client.PermittedScopes.Contains(scope, StringComparer.OrdinalIgnoreCase))]);
}
