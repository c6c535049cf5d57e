using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>Cuts each phone's log into the requests it makes: batches, overlaps, and batches sent twice (FEATURES D1).</summary>
public static class UploadPlan
{
    private const int SmallestBatch = 4;
    private const int LargestBatch = 18;
    private const int Overlap = 2;

    /// <summary>The requests in the order each phone makes them.</summary>
    public static ImmutableArray<PlannedUpload> Of(IEnumerable<Phone> phones, IEnumerable<PlannedCall> calls, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var logs = calls.ToLookup(call => call.Phone);
        var uploads = ImmutableArray.CreateBuilder<PlannedUpload>();
        foreach (var phone in phones)
        {
            Cut(phone, [.. logs[phone.Key].OrderBy(call => call.StartedAt)], random, uploads);
        }

        return uploads.ToImmutable();
    }

    private static void Cut(Phone phone, ImmutableArray<PlannedCall> log, Random random, ImmutableArray<PlannedUpload>.Builder uploads)
    {
        for (int start = 0, end, batch = 0; start < log.Length; start = end, batch++)
        {
            end = Math.Min(log.Length, start + random.Next(SmallestBatch, LargestBatch + 1));
            var overlapping = start > 0 && batch % 3 == 2;
            var first = overlapping ? Math.Max(0, start - Overlap) : start;
            var upload = new PlannedUpload(
                phone.Key, log[first..end], overlapping ? UploadKind.Overlapping : UploadKind.New, Late: phone.OfflineSince <= log[start].StartedAt);
            uploads.Add(upload);
            if (batch % 2 == 1)
            {
                uploads.Add(upload with { Kind = UploadKind.SameAgain });
            }
        }
    }
}
