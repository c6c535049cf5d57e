using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho.Tests.Pure;

public sealed class What_options_are_refused_at_start
{
    [Fact]
    public void Nothing_configured_is_fine() => Should.NotThrow(() => Start([]));

    [Theory]
    [InlineData("WriteTimeout", "00:00:01", "WriteTimeout is set to 00:00:01. It must lie between 00:00:05 and 00:05:00")]
    [InlineData("ReadRetries", "9", "ReadRetries is set to 9. It must lie between 0 and 5")]
    [InlineData("MaxConnectionsPerHost", "0", "MaxConnectionsPerHost is set to 0")]
    [InlineData("BreakerFailureRatio", "0", "BreakerFailureRatio is set to 0")]
    [InlineData("ClientId", "1000.A", "ClientId and ClientSecret go together")]
    [InlineData("DataCentreClients:mars:ClientId", "x", "DataCentreClients:mars names no data centre")]
    public void A_value_out_of_range_is_named_with_its_rule(string option, string value, string problem) =>
        Refusal([(option, value)]).ShouldContain(problem);

    [Theory]
    [InlineData("in", "https://a.example", "https://b.example", "would replace Zoho's own data centre")]
    [InlineData("sim", "http://a.example", "https://b.example", "ExtraDataCentres:sim:AccountsServer is set to 'http://a.example'. It must use https")]
    [InlineData("sim", "https://a.example", "https://www.zohoapis.in", "https://www.zohoapis.in is the ApiDomain of in and sim")]
    [InlineData("SIM 1", "https://a.example", "https://b.example", "must be named by 1 to 20 of a-z")]
    public void An_extra_data_centre_that_is_not_safe_is_refused(string location, string accounts, string api, string problem) =>
        Refusal([($"ExtraDataCentres:{location}:AccountsServer", accounts), ($"ExtraDataCentres:{location}:ApiDomain", api)])
            .ShouldContain(problem);

    private static string Refusal((string Key, string Value)[] settings) =>
        Should.Throw<OptionsValidationException>(() => Start(settings)).Message;

    private static void Start((string Key, string Value)[] settings)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        using var services = new ServiceCollection().AddLogging().AddZoho(section).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
