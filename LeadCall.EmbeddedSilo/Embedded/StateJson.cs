using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>How state and, in tests, messages are written down.</summary>
internal static class StateJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Converters = { new ImmutableArrayConverter() },
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static InconsistentStateException Inconsistent(string stateName, GrainId grainId, string? stored, string? expected) => new(
        $"State '{stateName}' of {grainId} has version {stored ?? "none"}, but was written on top of version {expected ?? "none"}.",
        stored,
        expected);
}
