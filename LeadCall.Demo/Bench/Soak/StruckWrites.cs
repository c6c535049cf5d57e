using LeadCall.Demo.Proof;
using Npgsql;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// Records whose write got lost once already. Three times in a row, and LeadCall rightly leaves the call to a person (DESIGN 4): a soak that
/// must end without any failed call spares them the next loss.
/// </summary>
internal sealed class StruckWrites(NpgsqlDataSource database)
{
    private const string Open = """
        SELECT payload->>'Description'
        FROM zoho_writes
        WHERE tenant_id = $1 AND unknowns > 0 AND state IN ('planned', 'sent', 'unknown')
        """;

    /// <summary>Their refs.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Open);
        command.Parameters.AddWithValue(tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var refs = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (LeadCallRef.OfDescription(reader.GetString(0)) is { } found)
            {
                refs.Add(found);
            }
        }

        return refs;
    }
}
