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
            Success => null,
            var code => throw new InvalidOperationException(
                $"The switch owner_without_right_code is '{code}'. It must be {AuthorizationFailed}, {InvalidData} or {Success}."),
        };
    }

    /// <summary>A right that one item lacks, under HTTP 400 (FACTS 3.3).</summary>
    public static CrmError NoRight() => CrmError.Of(AuthorizationFailed, "User does not have sufficient privilege", ("resource_path_index", 0));
}
