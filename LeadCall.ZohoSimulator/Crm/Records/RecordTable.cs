namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>The records of one module in ascending order of id, which is the order they were made in. Guarded by the organisation's gate.</summary>
internal sealed class RecordTable
{
    private static readonly Comparer<CrmRecord> ById = Comparer<CrmRecord>.Create((a, b) => string.CompareOrdinal(a.Id, b.Id));

    private readonly Dictionary<string, CrmRecord> records = [];
    private readonly List<CrmRecord> ordered = [];
    private readonly List<DeletedRecord> deleted = [];
    private CrmRecord[]? snapshot;

    public IReadOnlyList<DeletedRecord> Deleted => deleted;

    public CrmRecord? Find(string id) => records.GetValueOrDefault(id);

    public void Put(CrmRecord record)
    {
        snapshot = null;
        records[record.Id] = record;
        if (ordered.Count == 0 || ById.Compare(ordered[^1], record) < 0)
        {
            ordered.Add(record);
            return;
        }

        var index = ordered.BinarySearch(record, ById);
        if (index >= 0)
        {
            ordered[index] = record;
        }
        else
        {
            ordered.Insert(~index, record);
        }
    }

    public void Remove(DeletedRecord tombstone)
    {
        if (records.Remove(tombstone.Record.Id))
        {
            snapshot = null;
            ordered.RemoveAt(ordered.BinarySearch(tombstone.Record, ById));
            deleted.Add(tombstone);
        }
    }

    /// <summary>What is left of a deleted record, the latest if it was deleted more than once.</summary>
    public DeletedRecord? FindDeleted(string id) => deleted.FindLast(gone => gone.Record.Id == id);

    /// <summary>Takes the record out of the deleted ones.</summary>
    public void Restore(CrmRecord record)
    {
        deleted.RemoveAll(gone => gone.Record.Id == record.Id);
        Put(record);
    }

    public IReadOnlyList<CrmRecord> Snapshot() => snapshot ??= [.. ordered];
}
