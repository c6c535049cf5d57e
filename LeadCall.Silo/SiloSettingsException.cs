namespace LeadCall.Silo;

/// <summary>The engine was not started because its settings cannot work; the message lists all that is wrong.</summary>
public sealed class SiloSettingsException(IReadOnlyList<string> problems)
    : Exception($"The silo's settings cannot work:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Select(p => "  " + p))}")
{
    /// <summary>One sentence or two per setting: its name, its value, the rule.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
