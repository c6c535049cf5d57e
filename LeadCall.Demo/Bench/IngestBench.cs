using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;
using NpgsqlTypes;

namespace LeadCall.Demo.Bench;

/// <summary>
/// Durable ingest through the HTTP API against a bare insert of the same calls and sync rows into the same tables, in turns within one run
/// (DESIGN 11: at least half as fast).
/// </summary>
internal sealed class IngestBench(BenchServer server, TimeProvider time)
{
    private const int Phones = 8;
    private const int BatchSize = 100;
    private const int BatchesPerRound = 40;
    private const int Rounds = 5;

    private static readonly Guid Tenant = Guid.Parse("0199c0de-0000-7000-8000-00000000be7c");

    private readonly List<(string Token, Guid Device)> phones = [];
    private Guid assignment;
    private long made;

    /// <returns>Calls per second of each round, HTTP and bare.</returns>
    public async Task<ImmutableArray<(double Http, double Bare)>> RunAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        await RoundAsync(UploadAsync, cancellationToken);
        await RoundAsync(InsertAsync, cancellationToken);
        var rounds = ImmutableArray.CreateBuilder<(double, double)>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add((await RoundAsync(UploadAsync, cancellationToken), await RoundAsync(InsertAsync, cancellationToken)));
        }

        return rounds.ToImmutable();
    }

    private async Task<double> RoundAsync(Func<int, PlannedCall[], CancellationToken, Task> store, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Phones).Select(async phone =>
        {
            for (var batch = 0; batch < BatchesPerRound; batch++)
            {
                await store(phone, Batch(), cancellationToken);
            }
        }));
        return Phones * BatchesPerRound * BatchSize / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private Task UploadAsync(int phone, PlannedCall[] calls, CancellationToken cancellationToken) =>
        server.Api.UploadAsync(phones[phone].Token, calls, cancellationToken);

    private async Task InsertAsync(int phone, PlannedCall[] calls, CancellationToken cancellationToken)
    {
        await using var command = server.Data.CreateCommand("""
            WITH stored AS (
                INSERT INTO calls (
                    tenant_id, call_id, device_id, direction, reported_started_at, started_at, duration_s, number_raw, number_e164, number_key,
                    received_at, clock_skew_s, clock_corrected, role, assignment_id)
                SELECT $1, i.call_id, $2, 'missed', i.started_at, i.started_at, 0, i.number, i.number, i.number_key, $3, 0, false, 'campaign', $4
                FROM unnest($5::uuid[], $6::timestamptz[], $7::text[], $8::bytea[]) AS i (call_id, started_at, number, number_key)
                RETURNING call_id, started_at, number_e164
            )
            INSERT INTO call_syncs (tenant_id, call_id, status, origin, started_at, number_e164, queued_at, due_at)
            SELECT $1, call_id, 'pending', 'upload', started_at, number_e164, $3, $3 FROM stored
            """);
        command.Parameters.AddWithValue(Tenant);
        command.Parameters.AddWithValue(phones[phone].Device);
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.Parameters.AddWithValue(assignment);
        command.Parameters.AddWithValue(calls.Select(_ => Guid.CreateVersion7(time.GetUtcNow())).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, calls.Select(call => call.StartedAt.ToUniversalTime()).ToArray());
        command.Parameters.AddWithValue(calls.Select(call => call.NumberRaw!).ToArray());
        command.Parameters.AddWithValue(calls.Select(_ => RandomNumberGenerator.GetBytes(16)).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Missed calls of numbers nobody knows, no two alike.</summary>
    private PlannedCall[] Batch() => [.. Enumerable.Range(0, BatchSize).Select(_ => Call(Interlocked.Increment(ref made)))];

    private PlannedCall Call(long number)
    {
        var caller = string.Create(CultureInfo.InvariantCulture, $"+44207946{number % 1000:0000}");
        return new PlannedCall(
            "bench", time.GetUtcNow().AddSeconds(-1 - (number % 3600)), PhoneCallType.Missed, TimeSpan.Zero, caller, caller,
            number.ToString(CultureInfo.InvariantCulture), CallStory.NewCaller);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, Phones).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 12)).ToArray();
        await server.Api.SeedAsync(Seed(codes, []), cancellationToken);
        for (var index = 0; index < Phones; index++)
        {
            var phone = new Phone($"bench-{index}", $"Phone {index}", Town.Bristol, PhonePart.Campaign);
            phones.Add((await server.Api.EnrollAsync(phone, codes[index], cancellationToken), default));
        }

        await server.Api.SeedAsync(Seed([], [.. Enumerable.Range(0, Phones).Select(index => $"demo-bench-{index}")]), cancellationToken);

        // Sync rows are written while nobody works on them: what is measured is the way in.
        await using var hold = server.Data.CreateCommand("UPDATE zoho_connections SET state = 'disconnected'");
        await hold.ExecuteNonQueryAsync(cancellationToken);
        await using var devices = server.Data.CreateCommand("""
            SELECT d.device_id, a.assignment_id FROM devices d JOIN device_assignments a USING (tenant_id, device_id) ORDER BY d.install_id
            """);
        await using var reader = await devices.ExecuteReaderAsync(cancellationToken);
        for (var index = 0; await reader.ReadAsync(cancellationToken); index++)
        {
            phones[index] = phones[index] with { Device = reader.GetGuid(0) };
            assignment = reader.GetGuid(1);
        }
    }

    private JsonObject Seed(IEnumerable<string> codes, IEnumerable<string> devices)
    {
        var since = time.GetUtcNow().AddDays(-1);
        return new JsonObject
        {
            ["tenant"] = new JsonObject
            {
                ["id"] = Tenant, ["name"] = "Bench", ["demo"] = true, ["settings"] = new JsonObject { ["timeZone"] = "Europe/London", ["defaultCountry"] = "GB" },
            },
            ["enrollmentCodes"] = new JsonArray([.. codes.Select(code => new JsonObject { ["code"] = code, ["label"] = "Bench" })]),
            ["zoho"] = new JsonObject
            {
                ["location"] = "bench", ["orgId"] = "1", ["orgName"] = "Bench", ["accountsServer"] = "http://127.0.0.1:9", ["apiDomain"] = "http://127.0.0.1:9",
                ["edition"] = "Enterprise", ["refreshToken"] = "none", ["scopes"] = new JsonArray("ZohoCRM.modules.ALL"), ["connectedBy"] = "bench",
            },
            ["devices"] = new JsonArray([.. devices.Select(device => new JsonObject
            {
                ["installId"] = device,
                ["roles"] = new JsonArray(new JsonObject { ["role"] = "campaign", ["from"] = since }),
                ["assignments"] = new JsonArray(new JsonObject
                {
                    ["metadata"] = new JsonArray(new JsonObject { ["name"] = "Lead Source", ["value"] = "Google Ads" }), ["from"] = since,
                }),
            })]),
        };
    }
}
