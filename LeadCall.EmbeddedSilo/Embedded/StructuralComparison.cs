using System.Collections;
using System.Reflection;

namespace Orleans.Embedded;

/// <summary>
/// Compares two values by everything they hold: all instance fields, private ones and those of base classes included, sequences item by
/// item, dictionaries by key. Equality operators are not asked: those of records compare immutable arrays by reference.
/// </summary>
internal static class StructuralComparison
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Null when there is none; else where it is and what differs.</summary>
    public static string? FirstDifference(object? left, object? right) => Compare(left, right, "the value");

    private static string? Compare(object? left, object? right, string path)
    {
        if (ReferenceEquals(left, right))
        {
            return null;
        }

        if (left is null || right is null)
        {
            return $"{path} is {Show(left)} on one side and {Show(right)} on the other";
        }

        var type = left.GetType();
        if (type != right.GetType())
        {
            return $"{path} is a {type.Name} on one side and a {right.GetType().Name} on the other";
        }

        return IsPlain(type) ? ComparePlain(left, right, path)
            : IsUnset(left) || IsUnset(right) ? IsUnset(left) == IsUnset(right) ? null : $"{path} is unset on one side only"
            : left is IDictionary dictionary ? CompareDictionaries(dictionary, (IDictionary)right, path)
            : left is IEnumerable items ? CompareSequences(items, (IEnumerable)right, path)
            : CompareFields(left, right, type, path);
    }

    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || (type.Namespace == "System" && !type.IsGenericType && !type.IsArray);

    private static string? ComparePlain(object left, object right, string path) =>
        left.Equals(right) && (left is not DateTimeOffset time || time.EqualsExact((DateTimeOffset)right))
            && (left is not DateTime date || date.Kind == ((DateTime)right).Kind)
            ? null
            : $"{path} is {Show(left)} on one side and {Show(right)} on the other";

    /// <summary>An immutable array that was never set.</summary>
    private static bool IsUnset(object value) => value.GetType().GetProperty("IsDefault") is { } property && property.GetValue(value) is true;

    private static string? CompareDictionaries(IDictionary left, IDictionary right, string path)
    {
        if (left.Count != right.Count)
        {
            return $"{path} has {left.Count} entries on one side and {right.Count} on the other";
        }

        foreach (DictionaryEntry entry in left)
        {
            if (!right.Contains(entry.Key))
            {
                return $"{path} has the key {Show(entry.Key)} on one side only";
            }

            if (Compare(entry.Value, right[entry.Key], $"{path}[{entry.Key}]") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? CompareSequences(IEnumerable left, IEnumerable right, string path)
    {
        object?[] lefts = [.. left.Cast<object?>()];
        object?[] rights = [.. right.Cast<object?>()];
        return lefts.Length != rights.Length
            ? $"{path} has {lefts.Length} items on one side and {rights.Length} on the other"
            : lefts.Select((item, index) => Compare(item, rights[index], $"{path}[{index}]")).FirstOrDefault(found => found is not null);
    }

    private static string? CompareFields(object left, object right, Type type, string path)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(Fields))
            {
                var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
                if (Compare(field.GetValue(left), field.GetValue(right), $"{path}.{name}") is { } difference)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    private static string Show(object? value) => value is null ? "null" : $"'{value}'";
}
