using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadCall.TestKit.PostgreSql;

/// <summary>A network of the test's own between a client and PostgreSQL. What it does to the bytes is the subclass's story.</summary>
public abstract class PostgresRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly NpgsqlConnectionStringBuilder target;
    private readonly Task accepting;

    /// <summary>Listens from now on, on a port of its own.</summary>
    protected PostgresRelay(string connectionString)
    {
        target = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The same database through the relay.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Stop();
        end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Carries bytes in both directions until one side is gone; both connections are closed after it.</summary>
    protected abstract Task CarryAsync(Stream client, Stream server, CancellationToken cancellation);

    private async Task AcceptAsync()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
            {
                sessions.Add(RelayAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(target.Host!, target.Port, end.Token);
            await CarryAsync(near.GetStream(), far.GetStream(), end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One side is gone, there is nobody to connect to, or the test is over: the client sees its connection close.
        }
    }
}
