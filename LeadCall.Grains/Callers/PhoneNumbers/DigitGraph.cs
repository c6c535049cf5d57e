namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// A pattern as a graph: a node either waits for one of some digits and then leads on, or forks without reading.
/// <see cref="DigitAutomaton"/> makes its table from it.
/// </summary>
internal sealed class DigitGraph
{
    private const int Accept = 0;

    private readonly List<Node> nodes = [new Node(0, Accept, Accept)];

    private DigitGraph(DigitSyntax syntax) => Entry = Build(syntax, Accept);

    public int Entry { get; }

    private readonly record struct Node(ushort Digits, int To, int OrTo)
    {
        public bool IsFork => Digits == 0;
    }

    public static DigitGraph Of(string pattern) => new(DigitSyntax.Parse(pattern));

    /// <summary>The nodes that wait for a digit (or accept) and can be reached from these without reading, sorted.</summary>
    public int[] Closure(IEnumerable<int> from)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>(from);
        while (pending.TryPop(out var node))
        {
            if (seen.Add(node) && node != Accept && nodes[node].IsFork)
            {
                pending.Push(nodes[node].To);
                pending.Push(nodes[node].OrTo);
            }
        }

        return [.. seen.Where(node => node == Accept || !nodes[node].IsFork).Order()];
    }

    public IEnumerable<int> Step(int[] from, int digit) =>
        from.Where(node => node != Accept && (nodes[node].Digits >> digit & 1) == 1).Select(node => nodes[node].To);

    public bool Accepts(int[] reached) => Array.IndexOf(reached, Accept) >= 0;

    private int Build(DigitSyntax syntax, int then) => syntax switch
    {
        DigitSyntax.OneOf one => Add(new Node(one.Digits, then, then)),
        DigitSyntax.Sequence sequence => sequence.Parts.Reverse().Aggregate(then, (to, part) => Build(part, to)),
        DigitSyntax.Alternatives any => any.Branches.Select(branch => Build(branch, then))
            .Aggregate((first, second) => Add(new Node(0, first, second))),
        DigitSyntax.Repeat repeat => BuildRepeat(repeat, then),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} is not a part of a digit pattern."),
    };

    private int BuildRepeat(DigitSyntax.Repeat repeat, int then)
    {
        var entry = then;
        for (var optional = repeat.Least; optional < repeat.Most; optional++)
        {
            entry = Add(new Node(0, Build(repeat.Part, entry), then));
        }

        for (var required = 0; required < repeat.Least; required++)
        {
            entry = Build(repeat.Part, entry);
        }

        return entry;
    }

    private int Add(Node node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }
}
