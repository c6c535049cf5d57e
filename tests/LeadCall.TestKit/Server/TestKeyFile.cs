using System.Security.Cryptography;

namespace LeadCall.TestKit.Server;

/// <summary>A key file for the servers of this test process; removed with the process.</summary>
public static class TestKeyFile
{
    private static readonly Lazy<string> File = new(Create);

    public static string Path => File.Value;

    private static string Create()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"leadcall-test-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8)}.key");
        System.IO.File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(32));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(path);
        return path;
    }
}
