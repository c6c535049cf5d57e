using System.Collections.Concurrent;
using LeadCall.TestKit.PostgreSql;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>
/// The network between the server and PostgreSQL, which understands enough of the protocol to end the server before a statement is sent
/// on, or after it is committed and before the answer is. A session of a dead server passes nothing on any more.
/// </summary>
internal sealed class CommitRelay(string connectionString) : PostgresRelay(connectionString)
{
    private volatile CommitWatch? watch;

    /// <summary>Watches from now on; null = nothing.</summary>
    public void Watch(CommitWatch? next) => watch = next;

    protected override async Task CarryAsync(Stream client, Stream server, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var session = new Session(this, client, server);
        await session.BeginAsync(over.Token);
        var toServer = session.StatementsAsync(over.Token);
        var toClient = session.AnswersAsync(over.Token);
        await Task.WhenAny(toServer, toClient);
        await over.CancelAsync();
        await Task.WhenAll(toServer, toClient);
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
