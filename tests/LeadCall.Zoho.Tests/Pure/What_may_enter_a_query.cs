using LeadCall.Zoho.Coql;

namespace LeadCall.Zoho.Tests.Pure;

public sealed class What_may_enter_a_query
{
    private static readonly DateTimeOffset Start = new(2026, 1, 20, 15, 30, 0, TimeSpan.FromMinutes(330));

    [Fact]
    public void A_look_for_a_lost_call_reads_like_the_manual() =>
        CoqlQuery.Select(["id", "Description"], "Calls", CoqlCondition.All(
                CoqlCondition.Equal("What_Id", "111133000000142001"), CoqlCondition.Equal("Call_Start_Time", Start)))
            .Text.ShouldBe("select id, Description from Calls where (What_Id = '111133000000142001' "
                + "and Call_Start_Time = '2026-01-20T10:00:00+00:00') limit 200");

    [Fact]
    public void More_than_two_criteria_are_bracketed_pairwise() =>
        CoqlQuery.Select(["id"], "Leads", CoqlCondition.All(
                CoqlCondition.Equal("Phone", "+919876543210"),
                CoqlCondition.AtLeast("Created_Time", Start),
                CoqlCondition.Equal("Converted__s", false)))
            .Text.ShouldContain("where ((Phone = '+919876543210' and Created_Time >= '2026-01-20T10:00:00+00:00') and Converted__s = 'false')");

    [Fact]
    public void Pages_go_by_offset_or_by_id()
    {
        var query = CoqlQuery.Select(["id"], "Leads", CoqlCondition.AtLeast("Modified_Time", Start)).Ordered("Modified_Time").Take(100);

        query.Skip(100).Text.ShouldEndWith(" order by Modified_Time asc limit 100 offset 100");
        query.Skip(100).AfterId("42").Text.ShouldEndWith("and id > '42') order by id asc limit 100");
    }

    [Fact]
    public void Lists_of_values_and_nulls_are_written_out() =>
        CoqlQuery.Select(["id"], "Leads", CoqlCondition.Any(
                CoqlCondition.In("id", ["1", "2"]), CoqlCondition.IsNull("Phone"), CoqlCondition.IsNotNull("What_Id->Leads.Mobile")))
            .Text.ShouldContain("((id in ('1', '2') or Phone is null) or What_Id->Leads.Mobile is not null)");

    [Theory]
    [InlineData("x' or id is not null or Last_Name = 'y")]
    [InlineData("x\\")]
    [InlineData("x\"")]
    [InlineData("(x)")]
    [InlineData("50%")]
    [InlineData("x\ny")]
    [InlineData("x;y")]
    [InlineData("x`y")]
    [InlineData("x’y")]
    [InlineData("")]
    public void No_value_that_would_need_escaping_gets_in(string value)
    {
        CoqlLiteral.IsAllowed(value).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => CoqlCondition.Equal("Last_Name", value)).Message.ShouldNotContain("or id is");
        Should.Throw<ArgumentException>(() => CoqlCondition.In("Last_Name", [value]));
    }

    [Theory]
    [InlineData("Call back +919876543210")]
    [InlineData("Rückruf +49301234567")]
    [InlineData("रोगी 1")]
    public void Subjects_in_any_script_get_in(string value) => CoqlLiteral.IsAllowed(value).ShouldBeTrue();

    [Fact]
    public void No_name_gets_in_that_is_not_an_api_name()
    {
        Should.Throw<ArgumentException>(() => CoqlCondition.Equal("Phone = '1' or id", "2"));
        Should.Throw<ArgumentException>(() => CoqlQuery.Select(["id"], "Leads where", CoqlCondition.IsNotNull("id")));
        Should.Throw<ArgumentException>(() => CoqlQuery.Select(["id, (x)"], "Leads", CoqlCondition.IsNotNull("id")));
        Should.Throw<ArgumentException>(() => CoqlCondition.IdAfter("1' or '1'='1"));
    }

    [Fact]
    public void Zohos_limits_are_kept()
    {
        var all = CoqlCondition.IsNotNull("id");
        Should.Throw<ArgumentException>(() => CoqlCondition.In("id", [.. Enumerable.Range(0, 51).Select(n => $"{n}")]));
        Should.Throw<ArgumentException>(() => CoqlCondition.All([.. Enumerable.Repeat(all, 26)]));
        Should.Throw<ArgumentException>(() => CoqlQuery.Select([.. Enumerable.Range(0, 51).Select(n => $"F{n}")], "Leads", all));
        Should.Throw<ArgumentOutOfRangeException>(() => CoqlQuery.Select(["id"], "Leads", all).Take(201));
    }

    [Fact]
    public void A_query_does_not_show_its_values_when_printed() =>
        CoqlQuery.Select(["id"], "Leads", CoqlCondition.Equal("Phone", "+919876543210")).ToString().ShouldNotContain("9876543210");
}
