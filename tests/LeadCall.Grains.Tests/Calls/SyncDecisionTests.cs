using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>The next move from the rows alone (docs/call-lifecycle.md).</summary>
public sealed class SyncDecisionTests
{
    [Fact]
    public void A_call_without_writes_asks_who_the_caller_is() => Due(Work.Of()).ShouldBeOfType<SyncMove.AskCrm>();

    [Fact]
    public void A_call_that_ended_is_left_alone()
    {
        var work = Work.Of();

        Due(work with { Sync = work.Sync with { Status = SyncStatus.Created } }).ShouldBeOfType<SyncMove.Nothing>();
    }

    [Fact]
    public void Without_a_connection_a_call_waits_and_uses_up_no_attempt()
    {
        var wait = Due(Work.Of() with { ZohoOrg = null }).ShouldBeOfType<SyncMove.Wait>();

        wait.PutOff.WaitingFor.ShouldBe(WaitingFor.Connection);
        wait.PutOff.CountsAsAttempt.ShouldBeFalse();
    }

    [Fact]
    public void A_planned_write_is_submitted_when_the_row_is_due() =>
        Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Planned))).ShouldBeOfType<SyncMove.Submit>().Writes.Length.ShouldBe(1);

    [Fact]
    public void A_write_that_came_back_undone_is_put_off_before_it_is_tried_again()
    {
        var work = Work.Of(writes: Work.Write(StepName.Lead, WriteState.Planned, "INTERNAL_ERROR"));

        var wait = Answered(work).ShouldBeOfType<SyncMove.Wait>();
        wait.PutOff.CountsAsAttempt.ShouldBeTrue();
        wait.PutOff.DueAt.ShouldBeGreaterThan(Work.Now);
        Due(work).ShouldBeOfType<SyncMove.Submit>();
    }

    [Fact]
    public void The_tenth_passing_error_is_the_last()
    {
        var work = Work.Of(writes: Work.Write(StepName.Lead, WriteState.Planned, "INTERNAL_ERROR"));

        var end = Answered(work with { Sync = work.Sync with { Attempts = 9 } }).ShouldBeOfType<SyncMove.End>();
        end.Finish.Status.ShouldBe(SyncStatus.Failed);
        end.Finish.Error!.Code.ShouldBe("INTERNAL_ERROR");
    }

    [Theory]
    [InlineData(ErrorCause.Connection)]
    [InlineData(ErrorCause.Scope)]
    public void Trouble_of_the_connection_never_uses_up_the_calls_attempts(string cause)
    {
        var work = Work.Of(writes: Work.Write(StepName.Lead, WriteState.Planned, "ANY_CODE", cause: cause));

        Answered(work with { Sync = work.Sync with { Attempts = 9 } }).ShouldBeOfType<SyncMove.Wait>().PutOff.CountsAsAttempt.ShouldBeFalse();
    }

    [Fact]
    public void A_request_under_way_is_waited_for_until_its_sender_must_have_died()
    {
        Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Sent))).ShouldBeOfType<SyncMove.AwaitAnswers>();
        Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Sent, sentAt: Work.Now.AddSeconds(-90)))).ShouldBeOfType<SyncMove.Doubt>();
    }

    [Fact]
    public void An_unknown_write_is_not_looked_for_before_Zoho_must_have_settled()
    {
        var early = Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Unknown, sentAt: Work.Now.AddSeconds(-100))));
        early.ShouldBeOfType<SyncMove.Wait>().PutOff.DueAt.ShouldBe(Work.Now.AddSeconds(20));

        Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Unknown, sentAt: Work.Now.AddSeconds(-120)))).ShouldBeOfType<SyncMove.Look>();
    }

    [Fact]
    public void The_second_look_comes_a_minute_after_the_first()
    {
        var write = Work.Write(StepName.Lead, WriteState.Unknown, sentAt: Work.Now.AddMinutes(-10), looks: 1, lookedAt: Work.Now.AddSeconds(-30));

        Due(Work.Of(writes: write)).ShouldBeOfType<SyncMove.Wait>().PutOff.DueAt.ShouldBe(Work.Now.AddSeconds(30));
    }

    [Fact]
    public void The_last_look_waits_until_Zoho_must_have_settled_since_we_hung_up()
    {
        var write = Work.Write(StepName.Lead, WriteState.Unknown, sentAt: Work.Now.AddSeconds(-181), looks: 1, lookedAt: Work.Now.AddSeconds(-61));

        Due(Work.Of(writes: write with { AnsweredAt = Work.Now.AddSeconds(-121) })).ShouldBeOfType<SyncMove.Look>();
        Due(Work.Of(writes: write with { AnsweredAt = Work.Now.AddSeconds(-110) })).ShouldBeOfType<SyncMove.Wait>()
            .PutOff.DueAt.ShouldBe(Work.Now.AddSeconds(10), "the request ended only then");
        Due(Work.Of(writes: write)).ShouldBeOfType<SyncMove.Wait>()
            .PutOff.DueAt.ShouldBe(Work.Now.AddSeconds(29), "its sender died at some time within 90 s");
    }

    [Fact]
    public void The_third_send_without_an_answer_is_looked_for_and_then_left_to_a_person()
    {
        var third = Work.Write(StepName.Lead, WriteState.Unknown, unknowns: 3, sentAt: Work.Now.AddMinutes(-10));

        Due(Work.Of(writes: third)).ShouldBeOfType<SyncMove.Look>();
        var end = Due(Work.Of(writes: third with { Looks = 2, LookedAt = Work.Now.AddMinutes(-2) })).ShouldBeOfType<SyncMove.End>();
        end.Finish.Error!.Code.ShouldBe("OUTCOME_UNKNOWN");
    }

    [Fact]
    public void While_the_connection_has_an_incident_nothing_begins()
    {
        foreach (var work in new[] { Work.Of(), Work.Of(writes: Work.Write(StepName.Lead, WriteState.Planned)) })
        {
            var wait = Due(work with { Held = true }).ShouldBeOfType<SyncMove.Wait>();
            wait.PutOff.WaitingFor.ShouldBe(WaitingFor.Connection);
            wait.PutOff.CountsAsAttempt.ShouldBeFalse();
        }

        Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Sent)) with { Held = true }).ShouldBeOfType<SyncMove.AwaitAnswers>();
    }

    [Fact]
    public void A_Lead_that_Zoho_has_already_is_read()
    {
        var refused = Work.Write(StepName.Lead, WriteState.Refused, "DUPLICATE_DATA", cause: ErrorCause.Duplicate) with { Named = new SyncTarget("Leads", "9000") };

        Answered(Work.Of(writes: refused)).ShouldBe(new SyncMove.CheckRecord(StepName.Lead, new SyncTarget("Leads", "9000")));
    }

    [Fact]
    public void A_record_that_a_Call_cannot_go_to_is_read()
    {
        var refused = Work.Write(StepName.Call, WriteState.Refused, "INVALID_DATA", cause: ErrorCause.Target);

        Answered(OnTarget("Contacts", refused)).ShouldBe(new SyncMove.CheckRecord(StepName.Call, new SyncTarget("Contacts", "8000")));
    }

    [Fact]
    public void A_call_that_went_other_ways_too_often_fails_with_what_Zoho_said()
    {
        var work = OnTarget("Contacts", Work.Write(StepName.Call, WriteState.Refused, "INVALID_DATA", cause: ErrorCause.Target));

        Status(work with { Sync = work.Sync with { Detours = SyncRules.MostDetours } }).ShouldBe(SyncStatus.Failed);
    }

    [Fact]
    public void A_call_whose_record_is_gone_is_matched_again_and_keeps_what_is_done()
    {
        var work = Work.Of(writes: [Work.Write(StepName.Lead, WriteState.Done), Work.Write(StepName.Call, WriteState.Void)]);

        Due(work with { Sync = work.Sync with { Rematch = true } }).ShouldBeOfType<SyncMove.AskCrm>();
        Due(work).ShouldBeOfType<SyncMove.PlanFollowUps>().Steps.ShouldBe([StepName.Call, StepName.Task]);
    }

    [Fact]
    public void A_Lead_that_became_a_Contact_before_its_Call_ends_linked() => Status(OnTarget(
        "Contacts", Work.Write(StepName.Lead, WriteState.Done), Work.Write(StepName.Call, WriteState.Done), Work.Write(StepName.Task, WriteState.Done)))
        .ShouldBe(SyncStatus.Linked);

    [Fact]
    public void A_field_that_Zoho_insists_on_is_asked_for()
    {
        var refused = Work.Write(StepName.Lead, WriteState.Refused, "MANDATORY_NOT_FOUND", cause: ErrorCause.MandatoryField) with { Field = "Branch" };

        Answered(Work.Of(writes: refused)).ShouldBe(new SyncMove.NeedField(StepName.Lead, "Branch"));
    }

    [Fact]
    public void A_Lead_that_is_there_leads_on_to_its_Call_and_Task()
    {
        var move = Answered(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Done))).ShouldBeOfType<SyncMove.PlanFollowUps>();

        move.Target.ShouldBe(new SyncTarget("Leads", "7000"));
        move.Steps.ShouldBe([StepName.Call, StepName.Task]);
    }

    [Fact]
    public void Nothing_is_decided_while_one_of_two_writes_is_open()
    {
        var work = Work.Of(writes: [
            Work.Write(StepName.Lead, WriteState.Done), Work.Write(StepName.Call, WriteState.Refused, "INVALID_DATA"), Work.Write(StepName.Task, WriteState.Sent)]);

        Answered(work).ShouldBeOfType<SyncMove.AwaitAnswers>();
    }

    [Fact]
    public void All_done_ends_created_linked_or_duplicate_by_what_was_found()
    {
        Status(Work.Of("inbound", null, Work.Write(StepName.Lead, WriteState.Done), Work.Write(StepName.Call, WriteState.Done))).ShouldBe(SyncStatus.Created);
        Status(OnTarget("Contacts", Work.Write(StepName.Call, WriteState.Done))).ShouldBe(SyncStatus.Linked);
        Status(OnTarget("Leads", Work.Write(StepName.Task, WriteState.Done))).ShouldBe(SyncStatus.DuplicateLead);
    }

    [Fact]
    public void A_Task_without_permission_is_a_warning_on_a_row_that_is_otherwise_created()
    {
        var end = Answered(Work.Of(writes: [
            Work.Write(StepName.Lead, WriteState.Done), Work.Write(StepName.Call, WriteState.Done), Work.Write(StepName.Task, WriteState.Refused, "OAUTH_SCOPE_MISMATCH", cause: ErrorCause.Scope)]));

        var finish = end.ShouldBeOfType<SyncMove.End>().Finish;
        finish.Status.ShouldBe(SyncStatus.Created);
        finish.Warning!.Code.ShouldBe("PERMISSION_DENIED");
        finish.Warning.Text!.ShouldContain("OAUTH_SCOPE_MISMATCH");
    }

    [Theory]
    [InlineData(StepName.Lead, "INVALID_DATA", "INVALID_DATA")]
    [InlineData(StepName.Lead, "NO_PERMISSION", "PERMISSION_DENIED")]
    public void A_refusal_for_good_fails_with_what_Zoho_said(string step, string code, string shown)
    {
        var finish = Answered(Work.Of(writes: Work.Write(step, WriteState.Refused, code))).ShouldBeOfType<SyncMove.End>().Finish;

        finish.Status.ShouldBe(SyncStatus.Failed);
        finish.Error!.Code.ShouldBe(shown);
    }

    [Theory]
    [InlineData("never", true, "task")]
    [InlineData("own", true, "call,task")]
    [InlineData("own", false, "task")]
    [InlineData("always", false, "call,task")]
    public void A_duplicate_Lead_gets_what_the_tenant_set(string setting, bool ownLead, string steps)
    {
        var work = Work.Of(settings: Work.Settings with { DuplicateLeadCall = setting });

        string.Join(',', SyncDecision.StepsFor(work, SyncStatus.DuplicateLead, ownLead)).ShouldBe(steps);
    }

    [Fact]
    public void Tasks_that_are_switched_off_are_not_written() =>
        SyncDecision.StepsFor(Work.Of(settings: Work.Settings with { TasksEnabled = false }), SyncStatus.Created, false).ShouldBe([StepName.Call]);

    [Fact]
    public void A_pick_rests_until_it_can_no_longer_be_undone_and_is_then_verified()
    {
        var work = PickedWork("Leads");
        var resting = work with { Sync = work.Sync with { WaitingFor = WaitingFor.Undo, DueAt = Work.Now.AddSeconds(1) } };

        Due(resting).ShouldBeOfType<SyncMove.Rest>().Until.ShouldBe(Work.Now.AddSeconds(1));
        Due(work).ShouldBeOfType<SyncMove.AskCrm>().Pick.ShouldBe(new SyncTarget("Leads", "8000"));
    }

    [Fact]
    public void What_a_person_picked_ends_linked_also_when_it_is_a_Lead() =>
        Status(PickedWork("Leads", Work.Write(StepName.Call, WriteState.Done))).ShouldBe(SyncStatus.Linked);

    [Fact]
    public void A_pick_in_another_organisation_is_not_read()
    {
        var work = PickedWork("Leads");

        Due(work with { ZohoOrg = "sim:2" }).ShouldBeOfType<SyncMove.AskCrm>().Pick.ShouldBeNull();
    }

    [Theory]
    [InlineData(SyncStatus.DuplicateLead)]
    [InlineData(SyncStatus.Linked)]
    public void A_step_tried_anew_goes_to_the_record_that_is_kept_and_the_call_ends_as_it_had(string status)
    {
        var work = Keeping(status, Work.Write(StepName.Task, WriteState.Void, "NO_PERMISSION"));
        Due(work).ShouldBeOfType<SyncMove.PlanFollowUps>().Steps.ShouldBe([StepName.Task]);

        Status(Keeping(status, Work.Write(StepName.Task, WriteState.Done))).ShouldBe(status);
        Answered(Keeping(status, Work.Write(StepName.Task, WriteState.Refused, "INVALID_DATA"))).ShouldBeOfType<SyncMove.End>()
            .Finish.ShouldSatisfyAllConditions(finish => finish.Status.ShouldBe(status), finish => finish.Warning!.Code.ShouldBe("INVALID_DATA"));
    }

    [Fact]
    public void Ten_pauses_make_about_six_hours()
    {
        var total = Enumerable.Range(0, SyncRules.MostAttempts - 1).Select(attempt => SyncRules.Pause(attempt, Guid.Empty)).Aggregate((one, other) => one + other);

        total.ShouldBeInRange(TimeSpan.FromHours(5), TimeSpan.FromHours(7));
    }

    private static readonly SyncOptions Patience = new();

    private static SyncMove Due(CallWork work) => SyncDecision.Next(work, Work.Now, SyncTrigger.Due, Patience);

    private static SyncMove Answered(CallWork work) => SyncDecision.Next(work, Work.Now, SyncTrigger.Answered, Patience);

    private static string Status(CallWork work) => Answered(work).ShouldBeOfType<SyncMove.End>().Finish.Status;

    private static CallWork PickedWork(string module, params WriteRow[] writes)
    {
        var work = OnTarget(module, writes);
        return work with { Sync = work.Sync with { Picked = new SyncTarget(module, "8000") } };
    }

    private static CallWork Keeping(string status, params WriteRow[] writes)
    {
        var work = OnTarget("Leads", writes);
        return work with { Sync = work.Sync with { KeepsStatus = status } };
    }

    private static CallWork OnTarget(string module, params WriteRow[] writes)
    {
        var work = Work.Of(writes: writes);
        return work with { Sync = work.Sync with { ZohoOrg = "sim:1", TargetModule = module, TargetId = "8000" } };
    }
}
