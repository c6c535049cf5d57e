using System.Collections.Concurrent;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>What "down" looks like.</summary>
public enum OutageForm
{
    /// <summary>503 to everything.</summary>
    Unavailable,

    /// <summary>Every connection is reset without an answer.</summary>
    Reset,
}

/// <summary>What is down at present.</summary>
public sealed record Outages(IReadOnlyDictionary<string, OutageForm> Organisations, IReadOnlyDictionary<string, OutageForm> DataCentres);

/// <summary>Which organisations and data centres are down.</summary>
internal sealed class OutageBook
{
    private readonly ConcurrentDictionary<string, OutageForm> organisations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OutageForm> centres = new(StringComparer.Ordinal);

    public Outages All => new(new Dictionary<string, OutageForm>(organisations), new Dictionary<string, OutageForm>(centres));

    /// <summary>Null = up again.</summary>
    public void SetOrganisation(string key, OutageForm? form) => Set(organisations, key, form);

    public void SetDataCentre(string location, OutageForm? form) => Set(centres, location, form);

    public OutageForm? OfDataCentre(string location) => Find(centres, location);

    public OutageForm? OfOrganisation(string key) => Find(organisations, key);

    private static void Set(ConcurrentDictionary<string, OutageForm> down, string key, OutageForm? form)
    {
        if (form is { } given)
        {
            down[key] = given;
        }
        else
        {
            down.TryRemove(key, out _);
        }
    }

    private static OutageForm? Find(ConcurrentDictionary<string, OutageForm> down, string key) => down.TryGetValue(key, out var form) ? form : null;
}
