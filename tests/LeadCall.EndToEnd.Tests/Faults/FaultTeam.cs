using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;
using LeadCall.Storage.Devices;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;
using LeadCall.ZohoSimulator.World.Faults;
using Npgsql;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>A tenant with campaign phones and an organisation of its own: what happens to one team touches no other.</summary>
internal sealed class FaultTeam(FaultHouse house, Connection connection)
{
    /// <summary>An upper bound that only a failing test meets.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly List<string> tokens = [];

    public Guid Id { get; } = Guid.NewGuid();

    public string Organisation => connection.Organisation;

    public FaultHouse House => house;

    /// <summary>A missed call of a caller nobody knows; the number differs by <paramref name="caller"/>.</summary>
    public static PlannedCall Missed(int caller, DateTimeOffset startedAt)
    {
        var number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+9198765{43210 + caller}");
        return new PlannedCall("", startedAt, PhoneCallType.Missed, TimeSpan.Zero, number, number, "", CallStory.NewCaller);
    }

    /// <summary>Missed calls of as many callers, one a second.</summary>
    public static PlannedCall[] Missed(int callers)
    {
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        return [.. Enumerable.Range(0, callers).Select(caller => Missed(caller, since.AddSeconds(caller)))];
    }

    /// <summary>Enrols the phones, connects, and waits until LeadCall has read the CRM.</summary>
    public async Task SetUpAsync(int phones)
    {
        var handsets = Enumerable.Range(1, phones).Select(n => new Phone($"{Organisation}-{n}", $"Phone {n}", default, PhonePart.Campaign)).ToArray();
        var codes = handsets.Select(_ => EnrollmentCode.New()).ToArray();
        await SeedAsync("enrollmentCodes", [.. codes.Select(code => (JsonNode)new JsonObject { ["code"] = code, ["label"] = "Front desk" })]);
        foreach (var (handset, code) in handsets.Zip(codes))
        {
            tokens.Add(await house.Server.Api.EnrollAsync(handset, code, CancellationToken.None));
        }

        await SeedAsync("devices", [.. handsets.Select(handset => (JsonNode)Device(handset.InstallId))]);
        await ConnectAsync();
        await UntilAsync("SELECT count(*) = 2 FROM crm_watermarks WHERE tenant_id = $1 AND filled_at IS NOT NULL");
    }

    /// <summary>Seeds the connection; once more it changes nothing and makes the queue look for what is due.</summary>
    public Task ConnectAsync() => house.Server.Api.SeedAsync(Body("zoho", new JsonObject
    {
        ["location"] = connection.Location, ["orgId"] = connection.ZohoId, ["orgName"] = Organisation,
        ["accountsServer"] = connection.AccountsServer.ToString().TrimEnd('/'), ["apiDomain"] = connection.ApiDomain.ToString().TrimEnd('/'),
        ["edition"] = "Enterprise", ["refreshToken"] = connection.RefreshToken,
        ["scopes"] = new JsonArray([.. connection.Scopes.Select(scope => (JsonNode?)scope)]), ["connectedBy"] = "test",
    }), CancellationToken.None);

    public Task<UploadCounts> UploadAsync(params PlannedCall[] calls) => UploadAsync(0, calls);

    public Task<UploadCounts> UploadAsync(int phone, params PlannedCall[] calls) => house.Server.Api.UploadAsync(tokens[phone], calls, CancellationToken.None);

    /// <summary>Writes of this team into one module.</summary>
    public RequestMatch Writes(string module) => new() { Organisation = Organisation, Module = module, WritesOnly = true };

    /// <summary>What the API wrote for this team.</summary>
    public IReadOnlyList<LedgerEntry> Written(string module) => house.Zoho.Ledger(Organisation, module, "create");

    /// <summary>Waits until no call is pending.</summary>
    public Task FinishedAsync() => UntilAsync("SELECT NOT EXISTS (SELECT FROM call_syncs WHERE tenant_id = $1 AND status = 'pending')");

    /// <summary>Waits until a question about the tenant's rows ($1) is answered with yes.</summary>
    public async Task UntilAsync(string sql)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await ScalarAsync<bool>(sql))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"{Organisation}: never came true: {sql}\n{await DescribeAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = house.Data.CreateCommand(sql);
        command.Parameters.AddWithValue(Id);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Rows of a question about the tenant ($1).</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = house.Data.CreateCommand(sql);
        command.Parameters.AddWithValue(Id);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>For the message of a test that fails.</summary>
    public async Task<string> DescribeAsync()
    {
        var lines = await RowsAsync("""
            SELECT format('%s call %s %s waits for %s, due in %s, %s %s', left(call_id::text, 8), status, attempts, waiting_for, due_at - now(), error_code, left(error_text, 120))
            FROM call_syncs WHERE tenant_id = $1
            UNION ALL SELECT format('%s write %s %s sends %s unknowns %s looks %s %s', left(call_id::text, 8), step, state, sends, unknowns, looks, code) FROM zoho_writes WHERE tenant_id = $1
            UNION ALL SELECT format('%s log %s %s %s %s', left(call_id::text, 8), at, step, result, left(message, 120)) FROM sync_attempts WHERE tenant_id = $1
            """, reader => reader.GetString(0));
        var text = new StringBuilder().AppendLine(Organisation).AppendJoin('\n', lines.Order(StringComparer.Ordinal).Take(60)).AppendLine();
        foreach (var entry in house.Zoho.Ledger(Organisation).Take(60))
        {
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"ledger {entry.At:HH:mm:ss.fff} {entry.RequestId} {entry.Action} {entry.Module} {entry.RecordId}");
        }

        return text.ToString();
    }

    private static JsonObject Device(string installId)
    {
        var since = TimeProvider.System.GetUtcNow().AddDays(-1);
        return new JsonObject
        {
            ["installId"] = installId,
            ["roles"] = new JsonArray(new JsonObject { ["role"] = "campaign", ["from"] = since }),
            ["assignments"] = new JsonArray(new JsonObject
            {
                ["metadata"] = new JsonArray(new JsonObject { ["name"] = "Lead Source", ["value"] = "Advertisement" }), ["from"] = since,
            }),
        };
    }

    private Task SeedAsync(string part, JsonNode[] items) => house.Server.Api.SeedAsync(Body(part, new JsonArray(items)), CancellationToken.None);

    private JsonObject Body(string part, JsonNode value) => new()
    {
        ["tenant"] = new JsonObject
        {
            ["id"] = Id, ["name"] = Organisation, ["demo"] = true,
            ["settings"] = new JsonObject { ["timeZone"] = "Asia/Kolkata", ["defaultCountry"] = "IN" },
        },
        [part] = value,
    };
}
