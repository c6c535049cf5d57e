namespace LeadCall.Demo.PostgreSql;

/// <summary>Files for secrets: mode 0600 from the moment they exist.</summary>
internal static class OwnerOnlyFile
{
    public static void Write(string file, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(content);
    }
}
