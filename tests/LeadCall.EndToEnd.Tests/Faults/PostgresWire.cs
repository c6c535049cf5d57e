using System.Buffers.Binary;
using System.Text;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>One message of PostgreSQL's protocol, version 3.</summary>
/// <param name="Type">0 for the messages before a session has begun, which have none.</param>
/// <param name="Bytes">As they came, type and length included.</param>
internal readonly record struct WireMessage(byte Type, byte[] Bytes)
{
    private const int SslRequest = 80877103;
    private const int GssRequest = 80877104;

    /// <summary>Asks for encryption before anything else; "N" declines and the session begins in the clear.</summary>
    public bool AsksForEncryption => Type == 0 && BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(4)) is SslRequest or GssRequest;

    /// <summary>A text of the body, counted from 0; texts end with a zero byte.</summary>
    public string Text(int index)
    {
        var rest = Bytes.AsSpan(5);
        for (; index > 0; index--)
        {
            rest = rest[(rest.IndexOf((byte)0) + 1)..];
        }

        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    public bool Contains(ReadOnlySpan<byte> bytes) => Bytes.AsSpan().IndexOf(bytes) >= 0;

    /// <returns>Null when the sender has closed.</returns>
    public static async Task<WireMessage?> ReadAsync(Stream from, bool hasType, CancellationToken cancellation)
    {
        var head = new byte[hasType ? 5 : 4];
        if (await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation) < head.Length)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4));
        var bytes = new byte[head.Length - 4 + length];
        head.CopyTo(bytes, 0);
        var body = bytes.AsMemory(head.Length);
        return await from.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation) < body.Length
            ? null
            : new WireMessage(hasType ? head[0] : (byte)0, bytes);
    }
}
