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
    [InlineData("TOO_MANY_REQUESTS")]
    [InlineData("OAUTH_SCOPE_MISMATCH")]
    [InlineData("CIRCUIT_OPEN")]
    [InlineData("TRANSPORT")]
    public void Trouble_of_the_connection_never_uses_up_the_calls_attempts(string code)
    {
        var work = Work.Of(writes: Work.Write(StepName.Lead, WriteState.Planned, code));

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
    public void The_third_send_without_an_answer_is_for_a_person()
    {
        var end = Due(Work.Of(writes: Work.Write(StepName.Lead, WriteState.Unknown, unknowns: 3))).ShouldBeOfType<SyncMove.End>();

        end.Finish.Error!.Code.ShouldBe("OUTCOME_UNKNOWN");
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
            Work.Write(StepName.Lead, WriteState.Done), Work.Write(StepName.Call, WriteState.Done), Work.Write(StepName.Task, WriteState.Refused, "OAUTH_SCOPE_MISMATCH")]));

        var finish = end.ShouldBeOfType<SyncMove.End>().Finish;
        finish.Status.ShouldBe(SyncStatus.Created);
        finish.Warning!.Code.ShouldBe("PERMISSION_DENIED");
        finish.Warning.Text!.ShouldContain("OAUTH_SCOPE_MISMATCH");
    }

    [Theory]
    [InlineData(StepName.Lead, "MANDATORY_NOT_FOUND", "MANDATORY_NOT_FOUND")]
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
    public void Ten_pauses_make_about_six_hours()
    {
        var total = Enumerable.Range(0, SyncRules.MostAttempts - 1).Select(attempt => SyncRules.Pause(attempt, Guid.Empty)).Aggregate((one, other) => one + other);

        total.ShouldBeInRange(TimeSpan.FromHours(5), TimeSpan.FromHours(7));
    }

    private static SyncMove Due(CallWork work) => SyncDecision.Next(work, Work.Now, SyncTrigger.Due);

    private static SyncMove Answered(CallWork work) => SyncDecision.Next(work, Work.Now, SyncTrigger.Answered);

    private static string Status(CallWork work) => Answered(work).ShouldBeOfType<SyncMove.End>().Finish.Status;

    private static CallWork OnTarget(string module, params WriteRow[] writes)
    {
        var work = Work.Of(writes: writes);
        return work with { Sync = work.Sync with { ZohoOrg = "sim:1", TargetModule = module, TargetId = "8000" } };
    }
}
