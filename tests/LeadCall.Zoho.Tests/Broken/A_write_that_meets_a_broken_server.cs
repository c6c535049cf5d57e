using LeadCall.Zoho.Outcomes;

namespace LeadCall.Zoho.Tests.Broken;

/// <summary>What DESIGN 4 says an answer means, against servers that break at a chosen byte.</summary>
public sealed class A_write_that_meets_a_broken_server
{
    [Fact]
    public async Task Is_not_sent_when_nobody_listens()
    {
        var gone = await RawZoho.Start(_ => Task.CompletedTask);
        await gone.DisposeAsync();
        await using var zoho = new ZohoUnderTest(gone.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.ConnectFailed);
    }

    [Fact]
    public async Task Is_not_sent_when_the_name_does_not_resolve()
    {
        await using var zoho = new ZohoUnderTest(new Uri("https://zoho.invalid"), options => options.ConnectTimeout = TimeSpan.FromSeconds(2));

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.ConnectFailed);
    }

    [Fact]
    public async Task Is_not_sent_when_the_server_cannot_prove_who_it_is()
    {
        await using var server = await RawZoho.Start(_ => Task.CompletedTask);
        await using var zoho = new ZohoUnderTest(new Uri($"https://127.0.0.1:{server.Address.Port}"));

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.ConnectFailed);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_not_sent_to_a_server_outside_the_table()
    {
        await using var server = await RawZoho.Answering(_ => RawZoho.Created());
        await using var zoho = new ZohoUnderTest(server.Address)
        {
            Access = new ZohoAccess($"http://localhost:{server.Address.Port}", ZohoUnderTest.AccessToken, ZohoUnderTest.Organisation),
        };

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.UnknownServer);
        server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Is_not_sent_when_cancelled_before()
    {
        await using var server = await RawZoho.Answering(_ => RawZoho.Created());
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead(new CancellationToken(canceled: true)))
            .ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.CancelledBeforeSending);
        server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Is_not_sent_when_no_connection_became_free_in_time()
    {
        var (arrived, answer) = (Signal(), Signal());
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            arrived.SetResult();
            await answer.Task;
            await connection.Write(RawZoho.Answer(200, """{"org":[{"id":"42"}]}"""));
            await connection.Closed;
        });
        var time = new ManualTime();
        await using var zoho = new ZohoUnderTest(
            server.Address,
            options =>
            {
                options.MaxConnectionsPerHost = 1;
                options.ReadTimeout = options.WriteTimeout * 2;
            },
            time);

        // The read has the only connection and keeps it until after the write's time is over.
        var read = zoho.Crm.GetOrganisation(zoho.Access, CancellationToken.None);
        await arrived.Task;
        var write = zoho.CreateLead();
        time.Advance(TimeSpan.FromSeconds(60));

        (await write).ShouldBeOfType<WriteOutcome.NotSent>().Reason.ShouldBe(NotSentReason.TimedOutBeforeSending);
        answer.SetResult();
        (await read).Value.ShouldNotBeNull().Id.ShouldBe("42");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_unknown_when_the_connection_is_reset_before_the_body_was_read()
    {
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadHead();
            connection.Reset();
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.ConnectionLost);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Is_unknown_and_sent_once_when_the_connection_is_reset_after_the_body_was_read()
    {
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            connection.Reset();
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.ConnectionLost);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_unknown_when_the_server_never_answers()
    {
        var arrived = Signal();
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            arrived.SetResult();
            await connection.Closed;
        });
        var time = new ManualTime();
        await using var zoho = new ZohoUnderTest(server.Address, time: time);

        var write = zoho.CreateLead();
        await arrived.Task;
        time.Advance(TimeSpan.FromSeconds(59));
        write.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await write).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.TimedOut);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_unknown_when_cancelled_after_it_arrived()
    {
        var arrived = Signal();
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            arrived.SetResult();
            await connection.Closed;
        });
        await using var zoho = new ZohoUnderTest(server.Address);
        using var patience = new CancellationTokenSource();

        var write = zoho.CreateLead(patience.Token);
        await arrived.Task;
        await patience.CancelAsync();

        (await write).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.Cancelled);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task Is_unknown_and_sent_once_when_a_gateway_answers_with_a_page(int status)
    {
        await using var server = await RawZoho.Answering(_ => RawZoho.Answer(status, "<html><h1>Bad Gateway</h1></html>"));
        await using var zoho = new ZohoUnderTest(server.Address);

        var outcome = (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>();
        outcome.Reason.ShouldBe(UnknownReason.ServerError);
        outcome.HttpStatus.ShouldBe(status);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_unknown_and_goes_nowhere_else_when_redirected()
    {
        await using var elsewhere = await RawZoho.Answering(_ => RawZoho.Created());
        await using var server = await RawZoho.Answering(_ => RawZoho.Answer(307, "", $"Location: {elsewhere.Address}crm/v8/Leads"));
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.ServerError);
        elsewhere.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"data":[{"code":"SUCC""")]
    [InlineData("")]
    [InlineData("<html>Welcome</html>")]
    [InlineData("""{"message":"fine"}""")]
    [InlineData("""{"data":[{"code":"SUCCESS","details":{},"status":"success"}]}""")]
    [InlineData("""{"data":["done"]}""")]
    public async Task Is_unknown_when_a_success_cannot_be_read(string body)
    {
        await using var server = await RawZoho.Answering(_ => RawZoho.Answer(201, body));
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.UnreadableAnswer);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task Is_unknown_when_the_answer_is_cut_short(int status)
    {
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(RawZoho.Answer(status, Answers.Created(1))[..^40]);
            await connection.Finish();
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        var outcome = (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Unknown>();
        outcome.Reason.ShouldBe(UnknownReason.ConnectionLost);
        outcome.HttpStatus.ShouldBe(status);
    }

    [Theory]
    [InlineData(401, ZohoErrorKind.ConnectionInDoubt)]
    [InlineData(403, ZohoErrorKind.ConnectionInDoubt)]
    [InlineData(429, ZohoErrorKind.RateLimited)]
    public async Task Is_refused_by_status_alone_even_when_that_answer_is_cut_short(int status, ZohoErrorKind kind)
    {
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(RawZoho.Answer(status, Answers.Error("SOMETHING"))[..^10]);
            await connection.Finish();
        });
        await using var zoho = new ZohoUnderTest(server.Address);

        (await zoho.CreateLead()).ShouldBeOfType<WriteOutcome.Refused>().Error.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task Is_unknown_when_the_answer_stops_in_the_middle()
    {
        var halfway = Signal();
        await using var server = await RawZoho.Start(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(RawZoho.Created()[..^40]);
            halfway.SetResult();
            await connection.Closed;
        });
        var time = new ManualTime();
        await using var zoho = new ZohoUnderTest(server.Address, time: time);

        var write = zoho.CreateLead();
        await halfway.Task;
        time.Advance(TimeSpan.FromSeconds(60));

        (await write).ShouldBeOfType<WriteOutcome.Unknown>().Reason.ShouldBe(UnknownReason.TimedOut);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    [InlineData(0, 1)]
    public async Task Is_unknown_for_every_record_when_the_number_of_results_differs(int results, int records)
    {
        await using var server = await RawZoho.Answering(_ => RawZoho.Created(results));
        await using var zoho = new ZohoUnderTest(server.Address);

        var outcomes = (await zoho.CreateLeads(records)).Items;
        outcomes.Length.ShouldBe(records);
        outcomes.ShouldAllBe(outcome => ((WriteOutcome.Unknown)outcome).Reason == UnknownReason.ResultCountDiffers);
    }

    internal static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
