using System.Globalization;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>The table behind a <see cref="DigitPattern"/>: a deterministic automaton over the digits 0–9.</summary>
internal sealed class DigitAutomaton
{
    public const int Start = 0;
    public const int Dead = -1;

    private readonly short[] next;
    private readonly bool[] accepting;

    private DigitAutomaton(short[] next, bool[] accepting)
    {
        this.next = next;
        this.accepting = accepting;
    }

    public int Next(int state, char digit) => next[(state * 10) + (digit - '0')];

    public bool IsAccepting(int state) => accepting[state];

    /// <exception cref="FormatException">The pattern uses something else than digits, classes, groups, alternatives and counts.</exception>
    public static DigitAutomaton Compile(string pattern)
    {
        var graph = DigitGraph.Of(pattern);
        var states = new Dictionary<string, int>(StringComparer.Ordinal);
        var members = new List<int[]>();
        var table = new List<short>();

        StateOf(graph.Closure([graph.Entry]));
        for (var state = 0; state < members.Count; state++)
        {
            for (var digit = 0; digit < 10; digit++)
            {
                var reached = graph.Closure(graph.Step(members[state], digit));
                table.Add(reached.Length == 0 ? (short)Dead : StateOf(reached));
            }
        }

        return new DigitAutomaton([.. table], [.. members.Select(graph.Accepts)]);

        short StateOf(int[] nodes)
        {
            var key = string.Join(',', nodes.Select(node => node.ToString(CultureInfo.InvariantCulture)));
            if (!states.TryGetValue(key, out var state))
            {
                state = members.Count;
                states.Add(key, state);
                members.Add(nodes);
            }

            return checked((short)state);
        }
    }
}
