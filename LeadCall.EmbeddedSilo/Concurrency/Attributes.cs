namespace Orleans.Concurrency;

/// <summary>Every request of this grain class may start while others of the same activation are awaiting.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>A request of this method may start at any turn boundary, whatever else the activation is doing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>The caller does not wait: at most once, no answer, errors only reach the log.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
