using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Values that travel with every call made from here on, towards the callee only.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    public static IEnumerable<string> Keys => Current.Keys;

    public static IEnumerable<KeyValuePair<string, object>> Entries => Current;

    private static ImmutableDictionary<string, object> Current => Values.Value ?? ImmutableDictionary<string, object>.Empty;

    public static object? Get(string key) => Values.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    public static void Set(string key, object value) => Values.Value = Current.SetItem(key, value);

    public static bool Remove(string key)
    {
        var had = Current.ContainsKey(key);
        if (had)
        {
            Values.Value = Current.Remove(key);
        }

        return had;
    }

    public static void Clear()
    {
        if (Values.Value is not null)
        {
            Values.Value = null;
        }
    }

    /// <summary>What a message takes along; null when there is nothing.</summary>
    internal static ImmutableDictionary<string, object>? Export() => Values.Value is { IsEmpty: false } values ? values : null;

    internal static void Import(ImmutableDictionary<string, object>? values)
    {
        if (values is not null || Values.Value is not null)
        {
            Values.Value = values;
        }
    }
}
