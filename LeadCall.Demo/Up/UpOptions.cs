using System.Globalization;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Up;

/// <summary>What was asked of <c>./leadcall up</c>.</summary>
public sealed record UpOptions
{
    public const int DefaultPort = 5080;

    public const string Usage = """
        ./leadcall up [--once] [--json] [--port N] [--seed N] [--demo]
          --once     run the demo day, compare LeadCall's database with the CRM, stop; exit code 0 only when they agree
          --json     with --once: the closing table as JSON on standard output, everything else on standard error
          --port N   where LeadCall listens on 127.0.0.1 (5080; the next free port when it is busy)
          --seed N   another day, on data that is still empty (2026)
          --demo     with LEADCALL_POSTGRES: put demo data into that database, which must be empty or hold only demo data
        """;

    public bool Once { get; init; }

    public bool Json { get; init; }

    public bool Demo { get; init; }

    /// <summary>1 to 65535.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Null: the day this data began with, or the default for new data.</summary>
    public int? Seed { get; init; }

    /// <summary>The options, or one sentence that says what is wrong with them.</summary>
    public static (UpOptions? Options, string? Refusal) Parse(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var options = new UpOptions();
        for (var i = 0; i < words.Count; i++)
        {
            var value = i + 1 < words.Count ? words[i + 1] : null;
            switch (words[i])
            {
                case "--once":
                    options = options with { Once = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--demo":
                    options = options with { Demo = true };
                    break;
                case "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535:
                    options = options with { Port = port };
                    i++;
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    i++;
                    break;
                case "--port":
                    return (null, $"--port needs a number from 1 to 65535, not '{value}'.\n{Usage}");
                case "--seed":
                    return (null, $"--seed needs a whole number such as {DemoDay.DefaultSeed}, not '{value}'.\n{Usage}");
                default:
                    return (null, $"'{words[i]}' is not an option of up.\n{Usage}");
            }
        }

        return options is { Json: true, Once: false }
            ? (null, $"--json belongs to --once: without it there is no end to report.\n{Usage}")
            : (options, null);
    }
}
