namespace LeadCall.ZohoSimulator.Crm;

/// <summary>Whether the scopes a token holds cover what an operation needs (FACTS 2).</summary>
internal static class Scopes
{
    /// <summary><paramref name="needed"/> may hold alternatives joined by <c>|</c> and <c>{m}</c> for the module.</summary>
    public static bool Cover(IReadOnlyList<string> held, string needed, string? module) =>
        needed.Replace("{m}", module, StringComparison.Ordinal).Split('|').Any(alternative => held.Any(scope => Covers(scope, alternative)));

    /// <summary>
    /// <c>A.modules.ALL</c> covers <c>A.modules.leads.READ</c>; <c>….ALL</c> every operation; <c>….WRITE</c> creating and updating.
    /// Upper and lower case count as equal (FACTS 2, unconfirmed).
    /// </summary>
    private static bool Covers(string held, string needed)
    {
        if (string.Equals(held, needed, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var neededStem = needed[..needed.LastIndexOf('.')];
        var neededVerb = needed[(needed.LastIndexOf('.') + 1)..];
        var heldStem = held[..Math.Max(0, held.LastIndexOf('.'))];
        var heldVerb = held[(held.LastIndexOf('.') + 1)..];
        var sameVerb = Is(heldVerb, neededVerb) || Is(heldVerb, "ALL") || (Is(heldVerb, "WRITE") && (Is(neededVerb, "CREATE") || Is(neededVerb, "UPDATE")));
        return sameVerb && (Is(heldStem, neededStem) || neededStem.StartsWith(heldStem + ".", StringComparison.OrdinalIgnoreCase));
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
