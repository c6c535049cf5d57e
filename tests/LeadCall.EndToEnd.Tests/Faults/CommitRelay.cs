using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>
/// The network between the server and PostgreSQL, which understands enough of the protocol to end the server before a statement is sent
/// on, or after it is committed and before the answer is. A session of a dead server passes nothing on any more.
/// </summary>
internal sealed class CommitRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly NpgsqlConnectionStringBuilder target;
    private Task accepting = Task.CompletedTask;
    private volatile CommitWatch? watch;

    private CommitRelay(string connectionString) => target = new NpgsqlConnectionStringBuilder(connectionString);

    /// <summary>The same database through the relay.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
    }.ConnectionString;

    public static CommitRelay Start(string connectionString)
    {
        var relay = new CommitRelay(connectionString);
        relay.listener.Start();
        relay.accepting = relay.AcceptAsync();
        return relay;
    }

    /// <summary>Watches from now on; null = nothing.</summary>
    public void Watch(CommitWatch? next) => watch = next;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Stop();
        end.Dispose();
    }

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
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        try
        {
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(target.Host!, target.Port, over.Token);
            var session = new Session(this, near.GetStream(), far.GetStream());
            await session.BeginAsync(over.Token);
            var toServer = session.StatementsAsync(over.Token);
            var toClient = session.AnswersAsync(over.Token);
            await Task.WhenAny(toServer, toClient);
            await over.CancelAsync();
            await Task.WhenAll(toServer, toClient);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One side is gone, or the test is over.
        }
    }

    /// <summary>One session. What the client sends is passed on in whole rounds: what PostgreSQL carries out, and commits, together.</summary>
    private sealed class Session(CommitRelay relay, Stream client, Stream server)
    {
        private const byte Query = (byte)'Q', Parse = (byte)'P', Bind = (byte)'B', Sync = (byte)'S', ReadyForQuery = (byte)'Z';
        private static readonly byte[] PartsOfARound = [Parse, Bind, (byte)'D', (byte)'E', (byte)'C'];

        private readonly Dictionary<string, string?> statements = new(StringComparer.Ordinal);

        /// <summary>Rounds without an answer yet: the watch that strikes at the answer and what for, or null.</summary>
        private readonly ConcurrentQueue<(CommitWatch Watch, string What)?> open = new([null]);

        /// <summary>Up to the client's StartupMessage; encryption is declined.</summary>
        public async Task BeginAsync(CancellationToken cancellation)
        {
            while (await WireMessage.ReadAsync(client, hasType: false, cancellation) is { } message)
            {
                if (!message.AsksForEncryption)
                {
                    await server.WriteAsync(message.Bytes, cancellation);
                    return;
                }

                await client.WriteAsync("N"u8.ToArray(), cancellation);
            }
        }

        public async Task StatementsAsync(CancellationToken cancellation)
        {
            using var round = new MemoryStream();
            var writes = new List<(CommitWatch Watch, string What)>();
            while (await WireMessage.ReadAsync(client, hasType: true, cancellation) is { } message)
            {
                round.Write(message.Bytes);
                Note(message, writes);
                if (PartsOfARound.Contains(message.Type))
                {
                    continue;
                }

                if (message.Type is Sync or Query)
                {
                    (CommitWatch Watch, string What)? one = writes.Count == 0 ? null : (writes[0].Watch, string.Join(" + ", writes.Select(write => write.What)));
                    var verdict = one is { } write ? write.Watch.OnStatement(write.What) : Verdict.Pass;
                    if (verdict == Verdict.Struck)
                    {
                        return;
                    }

                    open.Enqueue(verdict == Verdict.StrikeWhenDone ? one : null);
                    writes.Clear();
                }

                if (relay.watch is { HasStruck: true })
                {
                    return;
                }

                await server.WriteAsync(round.GetBuffer().AsMemory(0, (int)round.Length), cancellation);
                round.SetLength(0);
            }
        }

        public async Task AnswersAsync(CancellationToken cancellation)
        {
            while (await WireMessage.ReadAsync(server, hasType: true, cancellation) is { } message)
            {
                open.TryPeek(out var round);
                if (message.Type == ReadyForQuery)
                {
                    open.TryDequeue(out _);
                    round?.Watch.OnCommitted(round.Value.What);
                }

                if (relay.watch is { HasStruck: true })
                {
                    return;
                }

                // Until all of it is committed, nothing of the answer is passed on.
                if (round is null)
                {
                    await client.WriteAsync(message.Bytes, cancellation);
                }
            }
        }

        private void Note(WireMessage message, List<(CommitWatch, string)> writes)
        {
            if (message.Type == Parse)
            {
                statements[message.Text(0)] = CommitWatch.WhatItWrites(message.Text(1));
            }
            else if (message.Type == Bind && statements.GetValueOrDefault(message.Text(1)) is { } what
                && relay.watch is { } watch && watch.IsOfTenant(message))
            {
                writes.Add((watch, what));
            }
        }
    }
}
