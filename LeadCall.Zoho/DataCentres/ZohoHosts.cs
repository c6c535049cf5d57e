using System.Diagnostics.CodeAnalysis;

namespace LeadCall.Zoho.DataCentres;

/// <summary>
/// Tells whether a server address that came from outside (a redirect, a token answer) is exactly one we know.
/// Compared as text, before any URL parser may be generous: no other port, user, path, trailing dot, upper case or
/// foreign letters pass (FACTS 1.1 "Security", FEATURES A3).
/// </summary>
public static class ZohoHosts
{
    /// <summary>True if <paramref name="received"/> spells the origin of <paramref name="known"/>; one closing slash is allowed.</summary>
    public static bool IsExactly([NotNullWhen(true)] string? received, Uri known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (received is null)
        {
            return false;
        }

        var origin = received.EndsWith('/') ? received.AsSpan(0, received.Length - 1) : received.AsSpan();
        return origin.Equals(Origin(known), StringComparison.Ordinal);
    }

    /// <summary>
    /// Reads an address an operator configured: https, or plain http on a loopback address; an origin and nothing more.
    /// </summary>
    /// <returns>Null with the reason in <paramref name="problem"/> if the address must not be used.</returns>
    public static Uri? ReadConfigured(string? address, out string? problem)
    {
        problem = null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            problem = "is not an absolute address such as https://accounts.example.com";
        }
        else if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        {
            problem = "must use https (plain http is allowed only on a loopback address)";
        }
        else if (!IsExactly(address, uri))
        {
            problem = $"must be exactly an origin in lower case, without user, path or query, such as {Origin(uri)}";
        }

        return problem is null ? uri : null;
    }

    /// <summary>Scheme, host and, where it is not the scheme's own, port: <c>https://www.zohoapis.in</c>.</summary>
    public static string Origin(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var host = uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host;
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}";
    }
}
