using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Sync;

public sealed class RequestCountTests(ITestOutputHelper output)
{
    private const int Calls = 1000;
    private const double MostRequestsPerCall = 0.4;
    private static readonly string[] Phones = ["bristol-1", "bristol-2", "cardiff-1", "cardiff-2"];

    [Fact]
    public async Task A_thousand_missed_calls_of_new_numbers_need_at_most_four_Zoho_requests_for_ten_calls()
    {
        var numbers = new NumberPool(new Random(1000));
        var calls = Enumerable.Range(0, Calls).Select(i =>
        {
            var number = numbers.Take((Town)(i % 3));
            return new PlannedCall(
                Phones[i % Phones.Length], SmallFleet.Clock.At(8, 0).AddSeconds(30 * i), PhoneCallType.Missed, TimeSpan.Zero,
                number.E164, number.E164, $"{i}", CallStory.NewCaller);
        });
        await using var fleet = await SmallFleet.StartAsync([], calls);

        var result = await fleet.RunAsync();

        output.WriteLine($"{(double)result.ZohoRequests / Calls} Zoho requests per call");
        result.Findings.ShouldBeEmpty();
        result.Count(SyncFact.Created).ShouldBe(Calls);
        ((double)result.ZohoRequests / Calls).ShouldBeLessThanOrEqualTo(MostRequestsPerCall);
    }
}
