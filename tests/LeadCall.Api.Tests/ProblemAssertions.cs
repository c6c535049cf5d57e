using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadCall.Api.Tests;

internal static class ProblemAssertions
{
    /// <summary>The answer is problem details with this status, code and mark; it explains itself and gives nothing away.</summary>
    public static async Task<JsonObject> ShouldBeProblemAsync(this HttpResponseMessage response, int status, string code, string mark)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        problem["status"]!.GetValue<int>().ShouldBe(status);
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["mark"]!.GetValue<string>().ShouldBe(mark);
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        text.ShouldNotContain("Exception");
        text.ShouldNotContain("   at ");
        return problem;
    }
}
