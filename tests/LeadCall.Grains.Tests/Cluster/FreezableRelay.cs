using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadCall.Grains.Tests.Cluster;

/// <summary>A network between a client and PostgreSQL that can fall silent without breaking a connection.</summary>
internal sealed class FreezableRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private volatile bool frozen;
    private readonly NpgsqlConnectionStringBuilder target;
    private Task accepting = Task.CompletedTask;

    private FreezableRelay(string connectionString) => target = new NpgsqlConnectionStringBuilder(connectionString);

    /// <summary>The same database through the relay.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
    }.ConnectionString;

    public static FreezableRelay Start(string connectionString)
    {
        var relay = new FreezableRelay(connectionString);
        relay.listener.Start();
        relay.accepting = relay.AcceptAsync();
        return relay;
    }

    /// <summary>From now on bytes are swallowed in both directions; nobody is told.</summary>
    public void Freeze() => frozen = true;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Stop();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(target.Host!, target.Port, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test ends while a client is trying again, or there is nobody to connect to: the client sees its connection close.
            return;
        }

        await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.ReadAsync(buffer, end.Token) is > 0 and var count)
            {
                if (!frozen)
                {
                    await to.WriteAsync(buffer.AsMemory(0, count), end.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // One side is gone, or the test is over.
        }
    }
}
