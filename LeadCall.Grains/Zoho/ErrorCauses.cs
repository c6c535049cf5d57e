using LeadCall.Storage.Syncs;
using LeadCall.Zoho.Outcomes;

namespace LeadCall.Grains.Zoho;

/// <summary>What stands behind an error of Zoho (DESIGN 8): from what the client made of it to the word the rows keep. Pure.</summary>
internal static class ErrorCauses
{
    /// <summary>The fields through which a Call or Task goes to its record (FACTS 3.5).</summary>
    private static readonly HashSet<string> TargetFields = new(StringComparer.Ordinal) { "What_Id", "Who_Id", "$se_module" };

    /// <summary>A value of <see cref="ErrorCause"/>.</summary>
    public static string Of(ZohoError error, string step) => error.Kind switch
    {
        ZohoErrorKind.TokenInvalid or ZohoErrorKind.RateLimited or ZohoErrorKind.ConnectionInDoubt or ZohoErrorKind.UnknownServer
            => ErrorCause.Connection,
        ZohoErrorKind.Temporary => ErrorCause.Passing,
        ZohoErrorKind.ScopeMissing => ErrorCause.Scope,
        ZohoErrorKind.PermissionDenied => ErrorCause.Rights,
        ZohoErrorKind.Duplicate => step == StepName.Lead && error.Duplicate is { Module: null or ModuleName.Leads or ModuleName.Contacts }
            ? ErrorCause.Duplicate : ErrorCause.Data,
        ZohoErrorKind.RecordStateForbids => step == StepName.Lead ? ErrorCause.Data : ErrorCause.Target,
        _ => OfData(error, step),
    };

    /// <summary>The error the call goes on with: of several at once the first that shows a way on.</summary>
    public static ZohoError Leading(ZohoError error, string step) =>
        error.Inner.FirstOrDefault(inner => Of(inner, step) != ErrorCause.Data) ?? error;

    /// <summary>A read that failed because of the connection says nothing about what was asked; a server that is down is no call's fault.</summary>
    public static ReadAnswer Answer(ZohoError error) => new(
        error.Code, error.Message, error.Kind is not (ZohoErrorKind.PermissionDenied or ZohoErrorKind.ModuleUnavailable or ZohoErrorKind.PermanentRefusal));

    private static string OfData(ZohoError error, string step) => error switch
    {
        { Field: { } field } when step != StepName.Lead && TargetFields.Contains(field) => ErrorCause.Target,
        { Code: "MANDATORY_NOT_FOUND", Field: not null } => ErrorCause.MandatoryField,
        _ => ErrorCause.Data,
    };
}
