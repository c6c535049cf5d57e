using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>The way on after a refusal, from what the record is now (DESIGN 8, FEATURES E15).</summary>
public sealed class RefusalDecisionTests
{
    private static readonly WriteRow Duplicate = Work.Write(StepName.Lead, WriteState.Refused, "DUPLICATE_DATA", cause: ErrorCause.Duplicate);
    private static readonly WriteRow LostTarget = Work.Write(StepName.Call, WriteState.Refused, "INVALID_DATA", cause: ErrorCause.Target);

    [Fact]
    public void A_record_that_could_not_be_read_decides_nothing() =>
        RefusalDecision.Next(LostTarget, Standing(SyncStep.Call, RecordState.Gone) with { Answer = ReadAnswer.NotConnected }).ShouldBe(new RefusalMove.TryLater());

    [Fact]
    public void A_duplicate_that_carries_our_ref_is_ours() =>
        RefusalDecision.Next(Duplicate, Standing(SyncStep.Lead, RecordState.Present, ours: true)).ShouldBe(new RefusalMove.Adopt());

    [Fact]
    public void Ours_is_ours_even_when_somebody_converted_it() =>
        RefusalDecision.Next(Duplicate, Standing(SyncStep.Lead, RecordState.Converted, contact: "77", ours: true)).ShouldBe(new RefusalMove.Adopt());

    [Fact]
    public void A_duplicate_of_somebody_else_is_the_callers_record() =>
        RefusalDecision.Next(Duplicate, Standing(SyncStep.Lead, RecordState.Present)).ShouldBe(new RefusalMove.GoTo(new SyncTarget("Leads", "9000")));

    [Fact]
    public void A_duplicate_that_nobody_can_read_means_matching_again() =>
        RefusalDecision.Next(Duplicate, Standing(SyncStep.Lead, RecordState.Gone)).ShouldBe(new RefusalMove.MatchAgain());

    [Fact]
    public void A_converted_Lead_leads_to_its_Contact() =>
        RefusalDecision.Next(LostTarget, Standing(SyncStep.Call, RecordState.Converted, contact: "77")).ShouldBe(new RefusalMove.GoTo(new SyncTarget("Contacts", "77")));

    [Fact]
    public void A_converted_Lead_that_does_not_say_what_it_became_means_matching_again() =>
        RefusalDecision.Next(LostTarget, Standing(SyncStep.Call, RecordState.Converted)).ShouldBe(new RefusalMove.MatchAgain());

    [Fact]
    public void A_record_that_is_gone_means_matching_again() =>
        RefusalDecision.Next(LostTarget, Standing(SyncStep.Call, RecordState.Gone)).ShouldBe(new RefusalMove.MatchAgain());

    [Fact]
    public void A_record_that_is_as_it_should_be_lets_the_refusal_stand() =>
        RefusalDecision.Next(LostTarget, Standing(SyncStep.Call, RecordState.Present)).ShouldBe(new RefusalMove.Fail());

    private static RecordStanding Standing(SyncStep step, RecordState state, string? contact = null, bool ours = false) =>
        new(ReadAnswer.Ok, new RecordQuestion("sim:1", Guid.Empty, step, CrmModule.Leads, "9000"), state, contact, ours);
}
