using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>State in this process, serialised, so that nobody shares an object with it.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Row> rows = new();

    /// <summary>Set by the silo only to show that the tests of etags can fail.</summary>
    public bool IgnoresEtags { get; init; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = rows.TryGetValue((stateName, grainId), out var row);
        grainState.RecordExists = found;
        grainState.ETag = found ? row!.Etag : null;
        grainState.State = found ? JsonSerializer.Deserialize<T>(row!.Json, StateJson.Options) : GrainState<T>.Fresh();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(grainState.State, StateJson.Options);
        lock (rows)
        {
            var next = new Row(json, Check(stateName, grainId, grainState.ETag) + 1);
            rows[(stateName, grainId)] = next;
            grainState.ETag = next.Etag;
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (rows)
        {
            Check(stateName, grainId, grainState.ETag);
            rows.TryRemove((stateName, grainId), out _);
        }

        grainState.State = GrainState<T>.Fresh();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    /// <summary>The version stored, when it is the one expected.</summary>
    private long Check(string stateName, GrainId grainId, string? expected)
    {
        rows.TryGetValue((stateName, grainId), out var row);
        return row?.Etag == expected || IgnoresEtags
            ? row?.Version ?? 0
            : throw StateJson.Inconsistent(stateName, grainId, row?.Etag, expected);
    }

    private sealed record Row(byte[] Json, long Version)
    {
        public string Etag => Version.ToString(CultureInfo.InvariantCulture);
    }
}
