using LeadCall.TestKit.PostgreSql;

namespace LeadCall.Grains.Tests.Cluster;

/// <summary>A network between a client and PostgreSQL that can fall silent without breaking a connection.</summary>
internal sealed class FreezableRelay(string connectionString) : PostgresRelay(connectionString)
{
    private volatile bool frozen;

    /// <summary>From now on bytes are swallowed in both directions; nobody is told.</summary>
    public void Freeze() => frozen = true;

    protected override async Task CarryAsync(Stream client, Stream server, CancellationToken cancellation) =>
        await await Task.WhenAny(PumpAsync(client, server, cancellation), PumpAsync(server, client, cancellation));

    private async Task PumpAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        while (await from.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            if (!frozen)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
    }
}
