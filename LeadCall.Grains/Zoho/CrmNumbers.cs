using System.Collections.Immutable;
using LeadCall.Grains.Calls;
using LeadCall.Grains.Callers.PhoneNumbers;
using LeadCall.Storage.Zoho;

namespace LeadCall.Grains.Zoho;

/// <summary>Between the numbers people type into a CRM and the hashes of the index (FEATURES E14, DESIGN 4.5). Pure.</summary>
internal static class CrmNumbers
{
    /// <summary>The index rows of a record: each number it holds, and the end of each value that does not parse.</summary>
    public static IEnumerable<PhoneRow> Rows(CrmPhones record, NumberReading reading)
    {
        foreach (var (field, value) in record.Numbers)
        {
            var written = PhoneField.Read(value, reading.DefaultCountry);
            foreach (var number in written.Numbers)
            {
                yield return new PhoneRow(record.RecordId, field, PhoneHash.OfNumber(reading.HashKey, number.E164), IsExact: true);
            }

            foreach (var end in written.Unread.Select(digits => LastDigits.Of(digits)).OfType<string>())
            {
                yield return new PhoneRow(record.RecordId, field, PhoneHash.OfLastDigits(reading.HashKey, end), IsExact: false);
            }
        }
    }

    /// <summary>What to look up for a caller: the number, and its end for values that do not parse.</summary>
    public static IEnumerable<byte[]> Hashes(string numberE164, NumberReading reading)
    {
        yield return PhoneHash.OfNumber(reading.HashKey, numberE164);
        if (LastDigits.Of(numberE164) is { } end)
        {
            yield return PhoneHash.OfLastDigits(reading.HashKey, end);
        }
    }

    /// <summary>The records to read back for a question: the hits of its hashes, the Lead known to be its caller's, and what a person picked.</summary>
    public static HashSet<(CrmModule Module, string RecordId)> Wanted(CrmQuestion question, IEnumerable<PhoneHit> hits, IReadOnlyList<byte[]> hashes)
    {
        var wanted = hits.Where(hit => hashes.Any(hash => hash.AsSpan().SequenceEqual(hit.Hash)))
            .Select(hit => (SyncNames.Module(hit.Module), hit.RecordId)).ToHashSet();
        if (question.KnownLeadId is { } known)
        {
            wanted.Add((CrmModule.Leads, known));
        }

        if (question.Picked is { } picked)
        {
            wanted.Add((picked.Module, picked.RecordId));
        }

        return wanted;
    }

    /// <summary>The caller among records as they are now: one candidate per record that still holds the number, or is known or picked as the caller's.</summary>
    public static ImmutableArray<CrmCandidate> Candidates(CrmQuestion question, IEnumerable<CrmRecord> readBack, NumberReading reading) =>
        [.. readBack.Where(record => !record.Converted).Select(record => Candidate(question, record, reading)).OfType<CrmCandidate>()];

    private static CrmCandidate? Candidate(CrmQuestion question, CrmRecord record, NumberReading reading)
    {
        var end = LastDigits.Of(question.NumberE164);
        (string Field, bool PossibleOnly)? match = null;
        foreach (var (field, value) in record.Numbers.OrderBy(number => number.Key, StringComparer.Ordinal))
        {
            var written = PhoneField.Read(value, reading.DefaultCountry);
            if (written.Numbers.Any(number => number.E164 == question.NumberE164))
            {
                match = (field, false);
                break;
            }

            if (end is not null && written.Unread.Any(digits => LastDigits.Of(digits) == end))
            {
                match ??= (field, true);
            }
        }

        var key = new CrmRecordKey(record.Module, record.RecordId);
        if (key == question.Picked || (key.Module == CrmModule.Leads && key.RecordId == question.KnownLeadId))
        {
            match ??= ("Phone", false);
        }

        return match is { } found
            ? new CrmCandidate(
                record.Module, record.RecordId, record.Name, record.Company, record.Email, record.OwnerName, found.Field, found.PossibleOnly)
            : null;
    }
}
