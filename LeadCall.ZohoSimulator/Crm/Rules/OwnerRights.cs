namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>A record can only be made for an owner who could make it himself (FACTS 10; which code says so is a switch).</summary>
internal static class OwnerRights
{
    private const string AuthorizationFailed = "AUTHORIZATION_FAILED";

    private const string InvalidData = "INVALID_DATA";
    private const string Success = "SUCCESS";

    /// <summary>Rights are asked before values: this refusal stands alone, whatever else is wrong with the item. Null = none.</summary>
    public static CrmError? Refusal(ItemDraft draft)
    {
        if (draft is not { Existing: null, OwnerId: { } owner } || draft.Organisation.User(owner)?.Denial(draft.Schema.ApiName, "create") is null)
        {
            return null;
        }

        return draft.Organisation.Switches.OwnerWithoutRightCode switch
        {
            AuthorizationFailed => NoRight(),
            InvalidData => draft.Errors.InvalidField("Owner"),
            _ => null,
        };
    }

    /// <summary>The owner given is no user, or one who cannot own records (FACTS 10; which code says so is a switch).</summary>
    public static void Unusable(ItemDraft draft, string field)
    {
        switch (draft.Organisation.Switches.UnusableOwnerCode)
        {
            case Success: break;
            case InvalidData: draft.Errors.Invalid(field); break;
            case AuthorizationFailed: draft.Errors.Plain(AuthorizationFailed, "User does not have sufficient privilege", ("resource_path_index", 0)); break;
            default: draft.Errors.NotAllowed(field, "The owner given is not allowed."); break;
        }
    }

    /// <summary>A right that one item lacks, under HTTP 400 (FACTS 3.3).</summary>
    public static CrmError NoRight() => CrmError.Of(AuthorizationFailed, "User does not have sufficient privilege", ("resource_path_index", 0));
}
