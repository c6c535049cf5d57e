using System.Text;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho.Tests.Pure;

/// <summary>Item errors, batches and whole-request errors in all their forms (FACTS 3.2, 3.3, 5.4, 6).</summary>
public sealed class What_an_answer_to_a_write_means
{
    [Fact]
    public void Results_belong_to_records_by_position()
    {
        var outcomes = Judge(207, Answers.Data(
            Answers.Success("1"),
            Answers.Error("MANDATORY_NOT_FOUND", "required field not found", """{"api_name":"Company","json_path":"$.data[1].Company"}"""),
            Answers.Success("3")), count: 3);

        outcomes[0].ShouldBeOfType<WriteOutcome.Done>().Id.ShouldBe("1");
        var error = outcomes[1].ShouldBeOfType<WriteOutcome.Refused>().Error;
        error.Kind.ShouldBe(ZohoErrorKind.PermanentRefusal);
        error.Code.ShouldBe("MANDATORY_NOT_FOUND");
        error.Field.ShouldBe("Company");
        outcomes[2].ShouldBeOfType<WriteOutcome.Done>().Id.ShouldBe("3");
    }

    [Fact]
    public void A_success_tells_id_time_and_approval()
    {
        var done = Judge(201, Answers.Created(1)).ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Done>();

        done.Id.ShouldBe(Answers.Id(1));
        done.CreatedAt.ShouldBe(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        done.ApprovalState.ShouldBe("approved");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(400)]
    public void Items_are_judged_whatever_the_status_around_them(int status)
    {
        var outcomes = Judge(status, Answers.Data(Answers.Success("1"), Answers.Error("INVALID_DATA")), count: 2);

        outcomes[0].ShouldBeOfType<WriteOutcome.Done>();
        outcomes[1].ShouldBeOfType<WriteOutcome.Refused>();
    }

    [Theory]
    [InlineData("""{"api_name":"Phone","id":"7","duplicate_record":{"id":"8","module":{"api_name":"Contacts","id":"5"}}}""", "8", "Contacts")]
    [InlineData("""{"api_name":"Phone","id":"7"}""", "7", null)]
    [InlineData("""{"duplicate_record":{"id":8}}""", "8", null)]
    [InlineData("""{"id":"7","duplicate_record":null}""", "7", null)]
    public void A_duplicate_names_the_record_that_exists(string details, string id, string? module)
    {
        var error = Refusal(Judge(400, Answers.Data(Answers.Error("DUPLICATE_DATA", "duplicate data", details))));

        error.Kind.ShouldBe(ZohoErrorKind.Duplicate);
        error.Duplicate.ShouldBe(new DuplicateRecord(id, module));
    }

    [Theory]
    [InlineData("""{"code":"MULTIPLE_OR_MULTI_ERRORS","message":"Multiple errors in the request","status":"error","details":{"errors":[ERRORS]}}""")]
    [InlineData("""{"code":"MULTIPLE_OR_MULTI_ERRORS","message":"Multiple errors in the request","status":"error","errors":[ERRORS]}""")]
    public void A_duplicate_is_found_among_several_errors(string item)
    {
        var errors = string.Join(',',
            Answers.Error("INVALID_DATA", details: """{"api_name":"Email"}"""),
            Answers.Error("DUPLICATE_DATA", details: """{"duplicate_record":{"id":"8"}}"""));

        var error = Refusal(Judge(400, Answers.Data(item.Replace("[ERRORS]", $"[{errors}]", StringComparison.Ordinal))));

        error.Code.ShouldBe("MULTIPLE_OR_MULTI_ERRORS");
        error.Kind.ShouldBe(ZohoErrorKind.Duplicate);
        error.Duplicate!.Id.ShouldBe("8");
        error.Field.ShouldBe("Email");
        error.Inner.Select(one => one.Code).ShouldBe(["INVALID_DATA", "DUPLICATE_DATA"]);
    }

    [Theory]
    [InlineData("INVALID_MODULE", ZohoErrorKind.ModuleUnavailable)]
    [InlineData("LIMIT_EXCEEDED", ZohoErrorKind.PermanentRefusal)]
    [InlineData("AUTHORIZATION_FAILED", ZohoErrorKind.PermissionDenied)]
    public void An_error_of_the_whole_request_refuses_every_record_flat_or_in_data(string code, ZohoErrorKind kind)
    {
        foreach (var body in new[] { Answers.Error(code), Answers.Data(Answers.Error(code)) })
        {
            var outcomes = Judge(400, body, count: 3);
            outcomes.Length.ShouldBe(3);
            outcomes.ShouldAllBe(outcome => ((WriteOutcome.Refused)outcome).Error.Kind == kind);
        }
    }

    [Theory]
    [InlineData("""{"code":"TOO_MANY_REQUESTS","message":"slow down","status":"error"}""", "TOO_MANY_REQUESTS")]
    [InlineData("""{"code":"RATE_LIMIT_EXCEEDED","details":{},"message":"Too many requests. Please try again later.","status":"error"}""", "RATE_LIMIT_EXCEEDED")]
    [InlineData("""{"code":429,"error":"TOO_MANY_REQUESTS","error_info":"allowed limit for the past 24 hours.","details":[]}""", "TOO_MANY_REQUESTS")]
    [InlineData("<html>Too Many Requests</html>", "HTTP_429")]
    [InlineData("", "HTTP_429")]
    public void A_429_is_a_rate_limit_in_whatever_form(string body, string code)
    {
        var error = Refusal(Judge(429, body));

        error.Kind.ShouldBe(ZohoErrorKind.RateLimited);
        error.Code.ShouldBe(code);
    }

    [Fact]
    public void A_403_names_the_permissions_that_lack()
    {
        var error = Refusal(Judge(403, Answers.Error("NO_PERMISSION", "permission denied", """{"permissions":["Crm_Implied_Create_Tasks"]}""")));

        error.Kind.ShouldBe(ZohoErrorKind.PermissionDenied);
        error.Permissions.ShouldBe(["Crm_Implied_Create_Tasks"]);
    }

    [Fact]
    public void An_internal_error_of_one_item_leaves_that_item_unknown()
    {
        var outcomes = Judge(207, Answers.Data(Answers.Success("1"), Answers.Error("INTERNAL_ERROR")), count: 2);

        outcomes[0].ShouldBeOfType<WriteOutcome.Done>();
        outcomes[1].ShouldBeOfType<WriteOutcome.Unknown>();
    }

    [Fact]
    public void Fewer_item_errors_than_records_are_no_refusal() =>
        Judge(400, Answers.Data(Answers.Error("INVALID_DATA")), count: 2)
            .ShouldAllBe(outcome => ((WriteOutcome.Unknown)outcome).Reason == UnknownReason.ResultCountDiffers);

    [Fact]
    public void A_5xx_is_unknown_even_when_it_brings_results() =>
        Judge(500, Answers.Created(1)).ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Unknown>();

    private static ZohoError Refusal(IEnumerable<WriteOutcome> outcomes) =>
        outcomes.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Refused>().Error;

    private static System.Collections.Immutable.ImmutableArray<WriteOutcome> Judge(int status, string body, int count = 1) =>
        WriteAnswers.Judge(new ZohoExchange { Status = status, Body = Encoding.UTF8.GetBytes(body), BodyHasBegun = true }, count);
}
