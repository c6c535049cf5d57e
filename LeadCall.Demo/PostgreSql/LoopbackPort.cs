using System.Net;
using System.Net.Sockets;

namespace LeadCall.Demo.PostgreSql;

/// <summary>Finds ports nobody listens on. Between the answer and its use somebody may take it: users of it try again.</summary>
public static class LoopbackPort
{
    /// <summary>The wished port if it is free on 127.0.0.1, else (or for 0) one the system picks.</summary>
    public static int FreeOr(int wished)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wished);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException) when (wished != 0)
        {
            return FreeOr(0);
        }
    }
}
