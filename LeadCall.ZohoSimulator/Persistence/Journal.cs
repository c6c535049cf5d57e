using System.Text;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.Persistence;

/// <summary>
/// An append-only file of JSON lines. A line is handed to the operating system before the change is answered, so a killed
/// process loses nothing acknowledged (a power cut may). Without a directory nothing is kept.
/// </summary>
internal sealed class Journal(string? directory) : IDisposable
{
    private readonly Lock gate = new();
    private FileStream? file;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Replays the file, then writes it anew as the shortest journal of the present state when it grew well beyond that.</summary>
    public void Load(Action<JournalEntry> apply, Func<IEnumerable<JournalEntry>> currentState)
    {
        if (directory is null)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "journal.jsonl");
        var lines = Replay(path, apply);
        var state = currentState().ToList();
        if (lines > (2 * state.Count) + 100)
        {
            WriteSnapshot(path, state);
        }

        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public void Append(JournalEntry entry)
    {
        if (directory is null)
        {
            return;
        }

        var line = Line(entry);
        lock (gate)
        {
            file?.Write(line);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    private static int Replay(string path, Action<JournalEntry> apply)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var (count, good) = (0, 0L);
        var bytes = File.ReadAllBytes(path);
        for (var start = 0; start < bytes.Length;)
        {
            // A last line without its end was cut off by a kill before anybody was told of it.
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0)
            {
                break;
            }

            var entry = JsonSerializer.Deserialize<JournalEntry>(bytes.AsSpan(start, length), Json)
                ?? throw new InvalidDataException($"{path}: line {count + 1} is empty. Delete the file to start anew.");
            apply(entry);
            start += length + 1;
            good = start;
            count++;
        }

        if (good < bytes.Length)
        {
            using var cut = new FileStream(path, FileMode.Open, FileAccess.Write);
            cut.SetLength(good);
        }

        return count;
    }

    private static void WriteSnapshot(string path, IEnumerable<JournalEntry> state)
    {
        var next = path + ".next";
        using (var stream = File.Create(next))
        {
            foreach (var entry in state)
            {
                stream.Write(Line(entry));
            }
        }

        File.Move(next, path, overwrite: true);
    }

    private static byte[] Line(JournalEntry entry) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, Json) + "\n");
}
