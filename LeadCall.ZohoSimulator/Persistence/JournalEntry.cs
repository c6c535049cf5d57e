using System.Text.Json.Serialization;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Persistence;

/// <summary>One line of the journal.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(OrganisationCreated), "organisation")]
[JsonDerivedType(typeof(SwitchesSet), "switches")]
[JsonDerivedType(typeof(AccountsSwitchesSet), "accounts_switches")]
[JsonDerivedType(typeof(UsersSet), "users")]
[JsonDerivedType(typeof(PickListValueAdded), "picklist_value")]
[JsonDerivedType(typeof(FieldAdded), "field")]
[JsonDerivedType(typeof(RecordPut), "record")]
[JsonDerivedType(typeof(RecordRemoved), "removed")]
[JsonDerivedType(typeof(RecordRestored), "restored")]
[JsonDerivedType(typeof(CampaignMemberSet), "campaign_member")]
[JsonDerivedType(typeof(LedgerWritten), "ledger")]
[JsonDerivedType(typeof(ConsentRemembered), "consent")]
[JsonDerivedType(typeof(RefreshTokenMinted), "refresh_token")]
[JsonDerivedType(typeof(AccessTokenMinted), "access_token")]
[JsonDerivedType(typeof(TokenEnded), "token_ended")]
internal abstract record JournalEntry;

internal sealed record OrganisationCreated(OrganisationSpec Spec, DateTimeOffset At) : JournalEntry;

internal sealed record SwitchesSet(string Organisation, CrmSwitches Switches) : JournalEntry;

internal sealed record AccountsSwitchesSet(AccountsSwitches Switches) : JournalEntry;

internal sealed record UsersSet(string Organisation, IReadOnlyList<UserSpec> Users) : JournalEntry;

internal sealed record LedgerWritten(LedgerEntry Entry) : JournalEntry;

internal sealed record PickListValueAdded(string Organisation, string Module, string Field, string Value) : JournalEntry
{
    public void ApplyTo(Organisation organisation)
    {
        var schema = organisation.Schema(Module);
        var field = schema.Find(Field)!;
        organisation.Replace(schema.WithField(field with { PickList = [.. field.PickList, Value], AddedValues = [.. field.AddedValues, Value] }));
    }
}

internal sealed record FieldAdded(string Organisation, FieldSpec Field, string Id) : JournalEntry
{
    public void ApplyTo(Organisation organisation)
    {
        var schema = organisation.Schema(Field.Module);
        organisation.NoteId(Id);
        organisation.Replace(schema.WithField(ModuleSchema.Custom(Field) with { Id = Id, AddedLater = true }));
    }
}

internal sealed record RecordPut(string Organisation, CrmRecord Record) : JournalEntry
{
    public void ApplyTo(Organisation organisation)
    {
        organisation.NoteId(Record.Id);
        organisation.Table(Record.Module).Put(Record);
    }
}

internal sealed record RecordRemoved(string Organisation, DeletedRecord Tombstone) : JournalEntry
{
    public void ApplyTo(Organisation organisation) => organisation.Table(Tombstone.Record.Module).Remove(Tombstone);
}

internal sealed record RecordRestored(string Organisation, CrmRecord Record) : JournalEntry
{
    public void ApplyTo(Organisation organisation) => organisation.Table(Record.Module).Restore(Record);
}

internal sealed record CampaignMemberSet(string Organisation, string Campaign, string Lead, string MemberStatus) : JournalEntry
{
    public void ApplyTo(Organisation organisation)
    {
        if (!organisation.CampaignMembers.TryGetValue(Campaign, out var members))
        {
            organisation.CampaignMembers[Campaign] = members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        members[Lead] = MemberStatus;
    }
}

/// <summary>What concerns tokens.</summary>
internal abstract record TokenEntry : JournalEntry;

internal sealed record ConsentRemembered(string Organisation, string UserId, string ClientId) : TokenEntry;

internal sealed record RefreshTokenMinted(
    string Token, string DataCentre, string Organisation, string UserId, string ClientId, IReadOnlyList<string> Scopes, DateTimeOffset At) : TokenEntry;

internal sealed record AccessTokenMinted(
    string Token, string? RefreshToken, string DataCentre, string Organisation, string UserId, string ClientId, IReadOnlyList<string> Scopes,
    DateTimeOffset At, DateTimeOffset ExpiresAt) : TokenEntry;

internal sealed record TokenEnded(string Token) : TokenEntry;
