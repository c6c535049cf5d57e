using LeadCall.Zoho.Outcomes;

namespace LeadCall.Zoho.Tests.Broken;

/// <summary>The handler may repeat a request on a pooled connection that turns out to be dead. A write it must not.</summary>
public sealed class A_kept_connection_that_the_server_gave_up
{
    [Fact]
    public async Task Is_not_used_for_a_write_once_its_end_is_known()
    {
        var closed = A_write_that_meets_a_broken_server.Signal();
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(RawZoho.Created());
            await connection.Finish();
            closed.TrySetResult();
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Done>();
        await closed.Task;
        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Done>();

        server.Requests.Count.ShouldBe(2);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Leaves_a_write_unknown_and_sent_once_when_both_meet_on_the_way()
    {
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(RawZoho.Created());
            await connection.ReadRequest();
            connection.Reset();
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Done>();
        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.ConnectionLost);

        server.Requests.Count.ShouldBe(2);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Costs_a_read_nothing_but_a_retry()
    {
        var first = true;
        await using var server = await RawZoho.Start(async connection =>
        {
            while (await connection.ReadRequest() is { } request)
            {
                if (request.Line.StartsWith("GET", StringComparison.Ordinal) && Interlocked.Exchange(ref first, false))
                {
                    connection.Reset();
                    return;
                }

                await connection.Write(request.Line.StartsWith("GET", StringComparison.Ordinal)
                    ? RawZoho.Answer(200, """{"org":[{"id":"42"}]}""")
                    : RawZoho.Created());
            }
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Done>();
        var read = await zoho.Crm.GetOrganisation(zoho.Access, CancellationToken.None);

        read.Value.ShouldNotBeNull().Id.ShouldBe("42");
    }
}
