using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.OAuth;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Tests.Broken;

namespace LeadCall.Zoho.Tests.Wire;

public sealed class When_a_data_centre_keeps_failing
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Its_circuit_opens_nothing_is_sent_and_after_the_break_it_is_tried_again()
    {
        var broken = true;
        await using var server = await RawZoho.Answering(_ => broken ? RawZoho.Answer(503, "<html>") : RawZoho.Created());
        await using var zoho = new ZohoUnderTest(server.Address, Impatient, time);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>();
        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>();
        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.CircuitOpen);
        server.Requests.Count.ShouldBe(2);
        (await zoho.Crm.GetOrganisation(zoho.Access, default)).Error!.Code.ShouldBe(ZohoErrorCodes.CircuitOpen);

        broken = false;
        time.Advance(TimeSpan.FromSeconds(15));
        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Done>();
        zoho.Log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Connections_that_cannot_be_made_count()
    {
        var server = await RawZoho.Answering(_ => RawZoho.Created());
        await server.DisposeAsync();
        await using var zoho = new ZohoUnderTest(server.Address, Impatient, time);

        await zoho.CreateLead();
        await zoho.CreateLead();

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.CircuitOpen);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Refusals_never_open_it(int status)
    {
        await using var server = await RawZoho.Answering(_ => RawZoho.Answer(status, Answers.Error("SOMETHING")));
        await using var zoho = new ZohoUnderTest(server.Address, Impatient, time);

        for (var i = 0; i < 10; i++)
        {
            (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Refused>();
        }

        server.Requests.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Its_accounts_server_and_other_data_centres_go_on()
    {
        await using var other = await RawZoho.Answering(_ => RawZoho.Created());
        await using var server = await RawZoho.Answering(request => request.Line.Contains("/oauth/", StringComparison.Ordinal)
            ? RawZoho.Answer(200, """{"access_token":"1000.new","expires_in":3600}""")
            : RawZoho.Answer(503, "<html>"));
        await using var zoho = new ZohoUnderTest(
            server.Address,
            options =>
            {
                Impatient(options);
                options.ExtraDataCentres["other"] = new ExtraDataCentre
                {
                    AccountsServer = ZohoHosts.Origin(other.Address),
                    ApiDomain = ZohoHosts.Origin(other.Address),
                };
            },
            time);
        await zoho.CreateLead();
        await zoho.CreateLead();
        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>();

        (await zoho.OAuth.Refresh(zoho.DataCentre, "1000.refresh", default)).ShouldBeOfType<TokenOutcome.Granted>();
        var elsewhere = new ZohoAccess(ZohoHosts.Origin(other.Address), ZohoUnderTest.AccessToken, ZohoUnderTest.Organisation);
        (await zoho.Crm.CreateRecords(elsewhere, "Leads", [ZohoUnderTest.Lead()], null, default))
            .Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Done>();
    }

    [Fact]
    public async Task An_organisation_that_gets_5xx_does_not_stop_the_others_of_its_data_centre()
    {
        const string theirs = "1000.tokenoftheothers.0002";
        await using var server = await RawZoho.Answering(request =>
            request.Header("Authorization")!.EndsWith(theirs, StringComparison.Ordinal) ? RawZoho.Created() : RawZoho.Answer(503, "<html>"));
        await using var zoho = new ZohoUnderTest(server.Address, Impatient, time);
        for (var i = 0; i < 5; i++)
        {
            await zoho.CreateLead();
        }

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.CircuitOpen);
        (await zoho.Crm.CreateRecords(Other(zoho, theirs), "Leads", [ZohoUnderTest.Lead()], null, default))
            .Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.Done>();
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_left_alone_by_every_organisation()
    {
        var server = await RawZoho.Answering(_ => RawZoho.Created());
        await server.DisposeAsync();
        await using var zoho = new ZohoUnderTest(server.Address, Impatient, time);

        await zoho.CreateLead();
        await zoho.CreateLead();

        (await zoho.Crm.CreateRecords(Other(zoho, ZohoUnderTest.AccessToken), "Leads", [ZohoUnderTest.Lead()], null, default))
            .Items.ShouldHaveSingleItem().ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.CircuitOpen);
    }

    private static ZohoAccess Other(ZohoUnderTest zoho, string token) => zoho.Access with { AccessToken = token, Organisation = "eu:60000000002" };

    private static void Impatient(ZohoOptions options)
    {
        options.BreakerMinimumThroughput = 2;
        options.ReadRetries = 0;
    }
}
