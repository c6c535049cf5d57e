namespace Orleans.Embedded;

/// <summary>Something of a grain that is read before it becomes active.</summary>
internal interface IPersistedPart
{
    Task ReadAsync(CancellationToken cancellation);
}
