namespace Orleans.Runtime;

/// <summary>The identity of a stream: a namespace and a key. An implicit subscriber of the namespace has the stream's key.</summary>
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    private readonly string? ns;
    private readonly string? key;

    private StreamId(string? ns, string key)
    {
        this.ns = string.IsNullOrEmpty(ns) ? null : ns;
        this.key = key;
    }

    public static StreamId Create(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new(ns, key);
    }

    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    public string? GetNamespace() => ns;

    public string GetKeyAsString() => key ?? "";

    public bool Equals(StreamId other) => ns == other.ns && key == other.key;

    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(ns, key);

    public int CompareTo(StreamId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => ns is null ? $"null/{key}" : $"{ns}/{key}";
}
