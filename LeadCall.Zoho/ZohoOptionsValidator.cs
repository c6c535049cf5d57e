using LeadCall.Zoho.DataCentres;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho;

/// <summary>Refuses a configuration at start, naming the option, its value and the rule.</summary>
public sealed class ZohoOptionsValidator : IValidateOptions<ZohoOptions>
{
    public ValidateOptionsResult Validate(string? name, ZohoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems =
        [
            .. Range(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)),
            .. Range(nameof(options.WriteTimeout), options.WriteTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
            .. Range(nameof(options.ReadTimeout), options.ReadTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            .. Range(nameof(options.ReadRetries), options.ReadRetries, 0, 5),
            .. Range(nameof(options.ReadRetryDelay), options.ReadRetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30)),
            .. Range(nameof(options.MaxConnectionsPerHost), options.MaxConnectionsPerHost, 1, 2_000),
            .. Range(nameof(options.IdleConnectionTimeout), options.IdleConnectionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            .. Range(nameof(options.BreakerFailureRatio), options.BreakerFailureRatio, 0.1, 1),
            .. Range(nameof(options.BreakerMinimumThroughput), options.BreakerMinimumThroughput, 2, 10_000),
            .. Range(nameof(options.BreakerSamplingDuration), options.BreakerSamplingDuration, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            .. Range(nameof(options.BreakerBreakDuration), options.BreakerBreakDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10)),
            .. options.ExtraDataCentres.SelectMany(extra => ExtraDataCentre(extra.Key, extra.Value)),
            .. SharedHosts(options),
            .. CommonClient(options),
            .. DataCentreClients(options),
        ];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Range<T>(string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            yield return $"Zoho option {option} is set to {value}. It must lie between {least} and {most}.";
        }
    }

    private static IEnumerable<string> ExtraDataCentre(string location, ExtraDataCentre extra)
    {
        if (ZohoDataCentres.Zohos.Any(known => known.Location == location))
        {
            yield return $"Zoho option ExtraDataCentres:{location} would replace Zoho's own data centre. Give it another name.";
        }

        if (location.Length is 0 or > 20 || !location.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return $"Zoho option ExtraDataCentres:{location} must be named by 1 to 20 of a-z, 0-9 and '-'.";
        }

        foreach (var (part, address) in new[] { ("AccountsServer", extra.AccountsServer), ("ApiDomain", extra.ApiDomain) })
        {
            if (ZohoHosts.ReadConfigured(address, out var problem) is null)
            {
                yield return $"Zoho option ExtraDataCentres:{location}:{part} is set to '{address}'. It {problem}.";
            }
        }
    }

    private static IEnumerable<string> SharedHosts(ZohoOptions options) =>
        ZohoDataCentres.Zohos.AddRange(options.ReadExtraDataCentres())
            .GroupBy(known => ZohoHosts.Origin(known.ApiDomain), StringComparer.Ordinal)
            .Where(sameHost => sameHost.Count() > 1)
            .Select(sameHost => $"Zoho option ExtraDataCentres: {sameHost.Key} is the ApiDomain of "
                + $"{string.Join(" and ", sameHost.Select(known => known.Location))}. Each data centre needs its own.");

    private static IEnumerable<string> CommonClient(ZohoOptions options)
    {
        if (string.IsNullOrEmpty(options.ClientId) != string.IsNullOrEmpty(options.ClientSecret))
        {
            yield return "Zoho options ClientId and ClientSecret go together: set both, or neither.";
        }
    }

    private static IEnumerable<string> DataCentreClients(ZohoOptions options) =>
        options.DataCentreClients.Keys
            .Where(location => !options.ExtraDataCentres.ContainsKey(location)
                && !ZohoDataCentres.Zohos.Any(known => known.Location == location))
            .Select(location => $"Zoho option DataCentreClients:{location} names no data centre. Known are "
                + $"{string.Join(", ", ZohoDataCentres.Zohos.Select(known => known.Location).Concat(options.ExtraDataCentres.Keys))}.");
}
