using System.Globalization;
using LeadCall.Storage.Callers;
using LeadCall.ZohoSimulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
#if !LEADCALL_ORLEANS
using Orleans.Embedded;
#endif

namespace LeadCall.Api.Tests.Sync;

/// <summary>Three phones upload a call of one new number at the same instant (FEATURES E8), fifty times.</summary>
public sealed class OneLeadPerNumberTests
{
    private const int Numbers = 50;
    private const int Phones = 3;

    [Fact]
    public Task Three_simultaneous_calls_of_one_new_number_make_one_Lead_while_search_lags() => RunAsync(coqlDelay: 0, configure: null);

    [Fact]
    public Task Three_simultaneous_calls_of_one_new_number_make_one_Lead_while_queries_lag_too() => RunAsync(coqlDelay: 5, configure: null);

#if !LEADCALL_ORLEANS
    [Fact]
    public Task Three_simultaneous_calls_of_one_new_number_make_one_Lead_while_activations_come_and_go() => RunAsync(
        coqlDelay: 5, builder => builder.Services.Configure<EmbeddedChaosOptions>(chaos =>
        {
            chaos.Seed = 8;
            chaos.DeactivateBetweenCalls = 0.2;
        }));

    [Fact]
    public Task Three_simultaneous_calls_of_one_new_number_make_one_Lead_while_grains_have_second_activations() => RunAsync(
        coqlDelay: 5, builder => builder.Services.Configure<EmbeddedChaosOptions>(chaos =>
        {
            chaos.Seed = 8;
            chaos.SecondActivation = 0.2;

            // A doubled queue only keeps places until their leases run out: minutes that show nothing.
            chaos.Applies = (grainClass, _) => grainClass is "CallSyncGrain" or "CallerGrain" or "CrmIndexGrain" or "ZohoConnectionGrain";
        }));
#endif

    [Fact]
    public async Task Without_the_claim_the_same_calls_make_second_Leads()
    {
        await using var server = await ConnectedServer.StartAsync(builder => builder.Services.AddSingleton<CallerStore, CallersWithoutClaim>());

        var numbers = await UploadAsync(server, coqlDelay: 5, count: 5);

        var leads = Leads(server);
        numbers.ShouldContain(number => leads.Count(lead => Phone(lead) == number) > 1);
    }

    private static async Task RunAsync(double coqlDelay, Action<WebApplicationBuilder>? configure)
    {
        await using var server = await ConnectedServer.StartAsync(configure);

        var numbers = await UploadAsync(server, coqlDelay, Numbers);

        var leads = Leads(server);
        var calls = server.Zoho.Control.Ledger(ConnectedServer.Organisation, "Calls", "create");
        var tasks = server.Zoho.Control.Ledger(ConnectedServer.Organisation, "Tasks", "create");
        foreach (var number in numbers)
        {
            var lead = leads.Where(one => Phone(one) == number).ShouldHaveSingleItem();
            calls.Count(call => WhatId(call) == lead.RecordId).ShouldBe(1);
            tasks.Count(task => WhatId(task) == lead.RecordId).ShouldBe(Phones);
        }

        (await server.Tenant.ScalarAsync<string>("""
            SELECT string_agg(status || ' ' || n, ', ' ORDER BY status) FROM (SELECT status, count(*) n FROM call_syncs WHERE tenant_id = $1 GROUP BY status) s
            """, server.Tenant.Id)).ShouldBe($"created {Numbers}, duplicate_lead {Numbers * (Phones - 1)}");
    }

    private static async Task<IReadOnlyList<string>> UploadAsync(ConnectedServer server, double coqlDelay, int count)
    {
        server.Zoho.Control.SetSwitches(ConnectedServer.Organisation, s => s with { SearchDelaySeconds = 60, CoqlDelaySeconds = coqlDelay });
        var now = TimeProvider.System.GetUtcNow();
        var phones = new List<TestPhone>();
        foreach (var _ in Enumerable.Range(0, Phones))
        {
            phones.Add(await server.Tenant.EnrollCampaignPhoneAsync(now.AddDays(-1)));
        }

        var numbers = Enumerable.Range(0, count).Select(seed => string.Create(CultureInfo.InvariantCulture, $"+9198{70000000 + (seed * 7919)}")).ToArray();
        using var barrier = new Barrier(Phones);
        await Task.WhenAll(phones.Select((phone, index) => Task.Factory.StartNew(
            () => UploadAll(server, phone, index, numbers, now, barrier), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await server.WaitUntilNothingIsPendingAsync();
        return numbers;
    }

    /// <summary>One phone on its own connection and thread; all three meet before each request.</summary>
    private static void UploadAll(ConnectedServer server, TestPhone phone, int index, string[] numbers, DateTimeOffset now, Barrier barrier)
    {
        using var http = server.NewClient();
        for (var seed = 0; seed < numbers.Length; seed++)
        {
            // Within two seconds of each other, in an order that differs from number to number.
            var startedAt = now.AddMinutes(-30).AddSeconds(seed * 10).AddMilliseconds(new Random((seed * 10) + index).Next(2000));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/device/calls")
            {
                Content = new StringContent(
                    TestPhone.Body(TestPhone.Call(startedAt, numbers[seed])).ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new("Bearer", phone.Token);
            barrier.SignalAndWait(TimeSpan.FromMinutes(1)).ShouldBeTrue();
            using var response = http.Send(request);
            response.EnsureSuccessStatusCode();
        }
    }

    private static IReadOnlyList<LedgerEntry> Leads(ConnectedServer server) =>
        server.Zoho.Control.Ledger(ConnectedServer.Organisation, "Leads", "create");

    private static string? Phone(LedgerEntry lead) => lead.Sent.GetProperty("Phone").GetString();

    private static string? WhatId(LedgerEntry entry) => entry.Sent.GetProperty("What_Id").GetProperty("id").GetString();

    /// <summary>The claim taken out: everybody may make a Lead.</summary>
    private sealed class CallersWithoutClaim(NpgsqlDataSource dataSource) : CallerStore(dataSource)
    {
        public override Task<CallerRow> ClaimAsync(
            Guid tenantId, string zohoOrg, string numberE164, Guid callId, DateTimeOffset now, CancellationToken cancellationToken = default) =>
            Task.FromResult(new CallerRow(callId, null, null));
    }
}
