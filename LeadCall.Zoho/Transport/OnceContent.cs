using System.Net;
using System.Net.Http.Headers;

namespace LeadCall.Zoho.Transport;

/// <summary>
/// A request body that knows whether it began to leave, and that never leaves twice. A request whose body has not begun
/// cannot have been carried out: its head alone announces a body and says nothing to write. Once it has begun, any failure
/// leaves the outcome unknown. The handler's own repeat on a broken pooled connection happens only before the body begins;
/// the refusal here is what makes that certain.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly byte[] body;
    private int begun;

    public OnceContent(byte[] body, string mediaType)
    {
        this.body = body;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType, "utf-8");
    }

    public bool HasBegun => Volatile.Read(ref begun) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref begun, 1) != 0)
        {
            throw new IOException("A request body was about to be sent a second time; it was not.");
        }

        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
