namespace LeadCall.EndToEnd.Tests.Up;

public sealed class UpOnceTests(DayRuns runs) : IClassFixture<DayRuns>
{
    [Fact]
    public void A_day_ends_with_database_and_CRM_equal_and_every_eligible_call_finished()
    {
        runs.First.ExitCode.ShouldBe(0, runs.First.ToString());
        runs.First.Report.GetProperty("equal").GetBoolean().ShouldBeTrue();
        runs.First.Findings.ShouldBeEmpty();
        runs.First.Number("accepted").ShouldBeGreaterThanOrEqualTo(300);
        runs.First.Number("syncs", "created").ShouldBe(runs.First.Number("createdRecords", "Leads"));
        runs.First.Number("syncs", "ambiguous").ShouldBeGreaterThanOrEqualTo(5);
        runs.First.Number("syncs", "failed").ShouldBeGreaterThanOrEqualTo(5);
        runs.First.Number("notFinished").ShouldBe(0);
    }

    [Fact]
    public void A_second_run_on_the_same_data_uploads_the_same_day_and_makes_nothing()
    {
        runs.Second.ExitCode.ShouldBe(0, runs.Second.ToString());
        runs.Second.Number("uploaded").ShouldBe(runs.First.Number("uploaded"));
        runs.Second.Number("alreadyKnown").ShouldBe(runs.Second.Number("uploaded"));
        runs.Second.Report.GetProperty("createdRecords").GetRawText().ShouldBe(runs.First.Report.GetProperty("createdRecords").GetRawText());
    }

    [Fact]
    public void A_Lead_too_many_in_the_CRM_is_named_and_fails_the_run()
    {
        runs.WithExtraLead.ExitCode.ShouldBe(1, runs.WithExtraLead.ToString());
        runs.WithExtraLead.Findings.ShouldHaveSingleItem().ShouldContain($"Leads {runs.ExtraLead}");
    }

    [Fact]
    public void A_Call_too_few_in_the_CRM_is_named_and_fails_the_run()
    {
        runs.WithoutCall.ExitCode.ShouldBe(1, runs.WithoutCall.ToString());
        runs.WithoutCall.Findings.ShouldContain(finding => finding.Contains($"Calls {runs.RemovedCall}"));
        runs.WithoutCall.Findings.ShouldContain(finding => finding.StartsWith("Missing record: call ") && finding.Contains("step call"));
        runs.WithoutCall.Findings.Length.ShouldBe(2);
    }

    [Fact]
    public void Standard_output_holds_nothing_but_the_JSON()
    {
        runs.First.Output.Trim().ShouldStartWith("{");
        runs.First.Errors.ShouldContain("7/7 ");
    }

    [Fact]
    public Task Nothing_is_left_running() => runs.NothingRunsAsync();
}
