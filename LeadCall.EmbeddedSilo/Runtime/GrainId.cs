namespace Orleans.Runtime;

/// <summary>The key part of an identity, as text.</summary>
public readonly record struct IdSpan
{
    private readonly string? text;

    private IdSpan(string text) => this.text = text;

    public bool IsDefault => text is null;

    public static IdSpan Create(string id) => new(id);

    public override string ToString() => text ?? "";
}

/// <summary>The kind part of an identity: one per grain class.</summary>
public readonly record struct GrainType(IdSpan Value)
{
    public bool IsDefault => Value.IsDefault;

    public static GrainType Create(string value) => new(IdSpan.Create(value));

    public override string ToString() => Value.ToString();
}

/// <summary>The identity of a grain: its kind and its key. Written <c>kind/key</c>.</summary>
public readonly record struct GrainId(GrainType Type, IdSpan Key) : IComparable<GrainId>
{
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    public static GrainId Parse(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? Create(value[..slash], value[(slash + 1)..])
            : throw new FormatException($"'{value}' is not a grain id. It must read kind/key.");
    }

    public int CompareTo(GrainId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => $"{Type}/{Key}";
}

/// <summary>An identity that is a <see cref="Guid"/>.</summary>
public sealed record GuidId
{
    private readonly Guid guid;

    private GuidId(Guid guid) => this.guid = guid;

    public static GuidId GetGuidId(Guid guid) => new(guid);

    public override string ToString() => guid.ToString();
}
