namespace LeadCall.ZohoSimulator.Crm;

/// <summary>Whether the scopes a token holds cover what an operation needs (FACTS 2).</summary>
internal static class Scopes
{
    /// <summary><paramref name="needed"/> may hold alternatives joined by <c>|</c> and <c>{m}</c> for the module.</summary>
    public static bool Cover(CrmCall call, string needed, string? module)
    {
        var spelling = call.Organisation.Switches.ScopeSpelling;
        var asked = needed.Replace("{m}", spelling == "lower" ? module?.ToLowerInvariant() : module, StringComparison.Ordinal);
        var comparison = spelling == "any" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return asked.Split('|').Any(alternative => call.Token.Grant.Scopes.Any(scope => Covers(scope, alternative, comparison)));
    }

    /// <summary>
    /// <c>A.modules.ALL</c> covers <c>A.modules.leads.READ</c>; <c>….ALL</c> every operation; <c>….WRITE</c> creating and updating.
    /// Whether upper and lower case count as equal is a switch (FACTS 2, unconfirmed).
    /// </summary>
    private static bool Covers(string held, string needed, StringComparison comparison)
    {
        if (string.Equals(held, needed, comparison))
        {
            return true;
        }

        var neededStem = needed[..needed.LastIndexOf('.')];
        var neededVerb = needed[(needed.LastIndexOf('.') + 1)..];
        var heldStem = held[..Math.Max(0, held.LastIndexOf('.'))];
        var heldVerb = held[(held.LastIndexOf('.') + 1)..];
        bool Is(string a, string b) => string.Equals(a, b, comparison);
        var sameVerb = Is(heldVerb, neededVerb) || Is(heldVerb, "ALL") || (Is(heldVerb, "WRITE") && (Is(neededVerb, "CREATE") || Is(neededVerb, "UPDATE")));
        return sameVerb && (Is(heldStem, neededStem) || neededStem.StartsWith(heldStem + ".", comparison));
    }
}
