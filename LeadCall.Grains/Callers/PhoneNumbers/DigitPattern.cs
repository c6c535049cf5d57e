namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// One pattern of the numbering-plan data, for example <c>[2579]\d{5,14}|1[67]\d{8}</c>, asked about strings of the digits 0–9.
/// Compiled on first use to a table with one row per state, so that asking costs one look-up per digit and cannot backtrack.
/// </summary>
internal sealed class DigitPattern(string pattern)
{
    private DigitAutomaton? automaton;

    public string Text => pattern;

    // Two threads may compile the same pattern once each; both results are equal and one of them stays.
    private DigitAutomaton Automaton => automaton ??= DigitAutomaton.Compile(pattern);

    /// <summary>Whether the pattern describes the digits from the first to the last.</summary>
    public bool IsWhole(ReadOnlySpan<char> digits)
    {
        var table = Automaton;
        var state = DigitAutomaton.Start;
        foreach (var digit in digits)
        {
            state = table.Next(state, digit);
            if (state == DigitAutomaton.Dead)
            {
                return false;
            }
        }

        return table.IsAccepting(state);
    }

    /// <summary>Whether the pattern describes the beginning of the digits.</summary>
    public bool IsStartOf(ReadOnlySpan<char> digits)
    {
        var table = Automaton;
        var state = DigitAutomaton.Start;
        foreach (var digit in digits)
        {
            if (table.IsAccepting(state))
            {
                return true;
            }

            state = table.Next(state, digit);
            if (state == DigitAutomaton.Dead)
            {
                return false;
            }
        }

        return table.IsAccepting(state);
    }
}
