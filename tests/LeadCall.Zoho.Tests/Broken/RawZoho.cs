using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Zoho.Tests.Broken;

/// <summary>
/// A server on a real socket whose every byte a test decides. It counts whole requests (head and body) as Zoho would:
/// what it counted, Zoho could have carried out.
/// </summary>
internal sealed class RawZoho : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<RawRequest> requests = new();
    private int connections;

    private RawZoho(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyCollection<RawRequest> Requests => requests;

    public int Connections => Volatile.Read(ref connections);

    /// <param name="behave">Runs once for each connection; the connection is closed when it returns.</param>
    public static async Task<RawZoho> Start(Func<RawConnection, Task> behave)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        RawZoho? server = null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Run(
            async connection =>
            {
                Interlocked.Increment(ref server!.connections);
                await behave(new RawConnection(connection, server.requests));
            })));
        server = new RawZoho(builder.Build());
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Answers each request of each connection, keeping connections alive.</summary>
    public static Task<RawZoho> Answering(Func<RawRequest, string> answer) => Start(async connection =>
    {
        while (await connection.ReadRequest() is { } request)
        {
            await connection.Write(answer(request));
        }
    });

    /// <summary>A whole HTTP answer.</summary>
    public static string Answer(int status, string body, params string[] headers) =>
        $"HTTP/1.1 {status} Something\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + body;

    /// <summary>Zoho's answer to a create of <paramref name="count"/> records.</summary>
    public static string Created(int count = 1) => Answer(201, Answers.Created(count));

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(impatient.Token);
        await app.DisposeAsync();
    }
}

internal sealed record RawRequest(string Head, string Body)
{
    public string Line => Head[..Head.IndexOf('\r', StringComparison.Ordinal)];

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Select(line => line.Split(':', 2))
        .FirstOrDefault(pair => pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim();
}

internal sealed class RawConnection(ConnectionContext connection, ConcurrentQueue<RawRequest> requests)
{
    private readonly PipeReader input = connection.Transport.Input;

    /// <summary>Completes when the other side or the server goes away.</summary>
    public Task Closed => Task.Delay(Timeout.Infinite, connection.ConnectionClosed).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>Reads one whole request; null if the client closed the connection first.</summary>
    public async Task<RawRequest?> ReadRequest()
    {
        if (await ReadHead() is not { } head || await ReadBody(LengthIn(head)) is not { } body)
        {
            return null;
        }

        var request = new RawRequest(head, body);
        requests.Enqueue(request);
        return request;
    }

    public Task<string?> ReadHead() => Take(bytes =>
    {
        var end = Encoding.ASCII.GetString(bytes).IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? null : end + 4;
    });

    public async Task Write(string text) => await connection.Transport.Output.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Ends the connection with a reset, as a crashing server or a cut cable does.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        connection.Abort();
    }

    /// <summary>Sends what was written and closes in the orderly way; the client's kernel knows when this returns.</summary>
    public async Task Finish()
    {
        await connection.Transport.Output.CompleteAsync();
        await Closed;
    }

    private Socket Socket => connection.Features.Get<IConnectionSocketFeature>()!.Socket;

    private static int LengthIn(string head) =>
        int.TryParse(new RawRequest(head, "").Header("Content-Length"), out var length) ? length : 0;

    private async Task<string?> ReadBody(int length) => length == 0 ? "" : await Take(bytes => bytes.Length < length ? null : length);

    private async Task<string?> Take(Func<ReadOnlySequence<byte>, int?> enough)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                if (enough(read.Buffer) is { } length)
                {
                    var part = read.Buffer.Slice(0, length);
                    var text = Encoding.UTF8.GetString(part);
                    input.AdvanceTo(part.End);
                    return text;
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
