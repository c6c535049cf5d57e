using System.Globalization;

namespace LeadCall.Demo.Up;

/// <summary>
/// Tells whether it is our server that listens on a port, and not somebody who took it between our choice and the server's
/// start and may well answer like it (the demo of another clone does).
/// </summary>
internal static class ListeningSocket
{
    private const string Loopback = "0100007F";
    private const string Listens = "0A";

    /// <summary>Whether the process listens on 127.0.0.1 at this port.</summary>
    public static bool IsOf(int processId, int port)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{Loopback}:{port:X4}");
        var sockets = File.ReadLines("/proc/net/tcp")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[1] == address && fields[3] == Listens)
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet();
        return sockets.Count > 0 && OpenFiles(processId).Any(sockets.Contains);
    }

    private static IEnumerable<string> OpenFiles(int processId)
    {
        try
        {
            return [.. new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd")).EnumerateFileSystemInfos().Select(file => file.LinkTarget ?? "")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return [];
        }
    }
}
