using System.Security.Cryptography;
using LeadCall.Demo.Zoho;

namespace LeadCall.Demo.Fleet;

/// <summary>The phones at work: each enrols with a one-time code and then makes its uploads in order, all phones at once.</summary>
/// <param name="tenant">Whose phones they are; by default the chain's.</param>
public sealed class DayUpload(LeadCallApi api, DemoDay day, DemoTenant? tenant = null)
{
    private const string CodeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private readonly Dictionary<string, string> tokens = [];

    /// <summary>The token of an enrolled phone.</summary>
    public string TokenOf(Phone phone) => tokens[phone.Key];

    /// <summary>Makes the tenant, enrols the phones through the door phones use, and tells what each stood for.</summary>
    public async Task SetUpAsync(CrmOrganisation organisation, CrmConsent consent, CancellationToken cancellationToken)
    {
        var codes = day.Phones.ToDictionary(phone => phone.Key, _ => NewCode());
        var seed = new SeedBody(day, organisation, consent) { Tenant = tenant ?? Chain.Tenant };
        await api.SeedAsync(seed.Write(codes, withDevices: false), cancellationToken);
        foreach (var phone in day.Phones)
        {
            tokens[phone.Key] = await api.EnrollAsync(phone, codes[phone.Key], cancellationToken);
        }

        await api.SeedAsync(seed.Write(new Dictionary<string, string>(), withDevices: true), cancellationToken);
    }

    /// <summary>All uploads of the day.</summary>
    public async Task<UploadCounts> UploadAsync(CancellationToken cancellationToken)
    {
        var phones = day.Uploads.GroupBy(upload => upload.Phone)
            .Select(uploads => UploadAsync(tokens[uploads.Key], uploads, cancellationToken));
        return (await Task.WhenAll(phones)).Aggregate(UploadCounts.None, (sum, counts) => sum + counts);
    }

    private async Task<UploadCounts> UploadAsync(string token, IEnumerable<PlannedUpload> uploads, CancellationToken cancellationToken)
    {
        var sum = UploadCounts.None;
        foreach (var upload in uploads)
        {
            sum += await api.UploadAsync(token, upload.Calls, cancellationToken);
        }

        return sum;
    }

    private static string NewCode() =>
        string.Join('-', RandomNumberGenerator.GetString(CodeLetters, 12).Chunk(4).Select(group => new string(group)));
}
