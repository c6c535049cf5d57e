using System.Globalization;

namespace LeadCall.Demo.Down;

/// <summary>
/// The one <c>./leadcall up</c> of a clone: a lock on a file, which the system takes back however the holder ends, and
/// beside it a note of who holds it.
/// </summary>
public sealed class DemoLock : IDisposable
{
    private readonly FileStream held;
    private readonly string note;

    private DemoLock(FileStream held, string note)
    {
        this.held = held;
        this.note = note;
    }

    /// <summary>Takes the lock; null when an <c>up</c> of this clone runs (see <see cref="Holder"/>).</summary>
    /// <exception cref="UnauthorizedAccessException">The lock belongs to another user's runs in this clone.</exception>
    public static DemoLock? TryTake(string repositoryRoot)
    {
        Directory.CreateDirectory(Path.Combine(repositoryRoot, ".leadcall"));
        try
        {
            var held = new FileStream(LockFile(repositoryRoot), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.Delete(NoteFile(repositoryRoot));
            return new DemoLock(held, NoteFile(repositoryRoot));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Who holds the lock, or null before he has said so.</summary>
    public static (int ProcessId, string Address)? Holder(string repositoryRoot)
    {
        try
        {
            var lines = File.ReadAllLines(NoteFile(repositoryRoot));
            return lines.Length >= 2 ? (int.Parse(lines[0], CultureInfo.InvariantCulture), lines[1]) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Notes this process and the address it serves, for a second <c>up</c> and for <c>down</c>.</summary>
    public void Announce(string address)
    {
        var written = $"{note}.new";
        File.WriteAllLines(written, [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), address]);
        File.Move(written, note, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(note);
        held.Dispose();
    }

    private static string LockFile(string repositoryRoot) => Path.Combine(repositoryRoot, ".leadcall", "up.lock");

    private static string NoteFile(string repositoryRoot) => Path.Combine(repositoryRoot, ".leadcall", "up.running");
}
