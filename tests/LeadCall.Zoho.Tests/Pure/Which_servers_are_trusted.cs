using LeadCall.Zoho.DataCentres;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho.Tests.Pure;

public sealed class Which_servers_are_trusted
{
    private readonly ZohoDataCentres dataCentres = new(Options.Create(new ZohoOptions()));

    [Theory]
    [InlineData("us", "https://accounts.zoho.com", "https://www.zohoapis.com")]
    [InlineData("eu", "https://accounts.zoho.eu", "https://www.zohoapis.eu")]
    [InlineData("in", "https://accounts.zoho.in", "https://www.zohoapis.in")]
    [InlineData("au", "https://accounts.zoho.com.au", "https://www.zohoapis.com.au")]
    [InlineData("jp", "https://accounts.zoho.jp", "https://www.zohoapis.jp")]
    [InlineData("cn", "https://accounts.zoho.com.cn", "https://www.zohoapis.com.cn")]
    [InlineData("ca", "https://accounts.zohocloud.ca", "https://www.zohoapis.ca")]
    [InlineData("sa", "https://accounts.zoho.sa", "https://www.zohoapis.sa")]
    [InlineData("uk", "https://accounts.zoho.uk", "https://www.zohoapis.uk")]
    public void Each_data_centre_is_found_by_its_own_words(string location, string accounts, string api)
    {
        dataCentres.TryFindByCallback(location, accounts, out var byCallback).ShouldBeTrue();
        dataCentres.TryFindByApiDomain(api, out var byApi).ShouldBeTrue();
        byCallback.ShouldBe(byApi);
        byCallback!.Location.ShouldBe(location);
    }

    [Theory]
    [InlineData("http://accounts.zoho.in")]
    [InlineData("https://accounts.zoho.in:444")]
    [InlineData("https://accounts.zoho.in:443")]
    [InlineData("https://user@accounts.zoho.in")]
    [InlineData("https://accounts.zoho.in@evil.example")]
    [InlineData("https://accounts.zoho.in.evil.example")]
    [InlineData("https://evil.example/accounts.zoho.in")]
    [InlineData("https://accounts.zoho.in.")]
    [InlineData("https://ACCOUNTS.zoho.in")]
    [InlineData("HTTPS://accounts.zoho.in")]
    [InlineData("https://аccounts.zoho.in")]
    [InlineData("https://accounts。zoho。in")]
    [InlineData("https://xn--ccounts-4fg.zoho.in")]
    [InlineData("https://accounts.zoho.in/oauth")]
    [InlineData("https://accounts.zoho.in//")]
    [InlineData("https://accounts.zoho.in?x")]
    [InlineData("https://accounts.zoho.in#x")]
    [InlineData("https:\\\\accounts.zoho.in")]
    [InlineData(" https://accounts.zoho.in")]
    [InlineData("https://accounts.zoho.in\n")]
    [InlineData("accounts.zoho.in")]
    [InlineData("https://www.zohoapis.in")]
    [InlineData("")]
    [InlineData(null)]
    public void A_server_that_only_looks_like_one_is_refused(string? accountsServer)
    {
        dataCentres.TryFindByCallback("in", accountsServer, out _).ShouldBeFalse();
        dataCentres.TryFindByApiDomain(accountsServer?.Replace("accounts.zoho", "www.zohoapis", StringComparison.Ordinal), out var found)
            .ShouldBe(accountsServer == "https://www.zohoapis.in", found?.Location);
    }

    [Fact]
    public void A_location_and_a_server_that_disagree_are_refused() =>
        dataCentres.TryFindByCallback("eu", "https://accounts.zoho.in", out _).ShouldBeFalse();

    [Theory]
    [InlineData("IN")]
    [InlineData("test")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unknown_location_is_refused(string? location) => dataCentres.TryFind(location, out _).ShouldBeFalse();

    [Theory]
    [InlineData("https://accounts.example.com", null)]
    [InlineData("https://accounts.example.com:8443", null)]
    [InlineData("http://127.0.0.1:5090", null)]
    [InlineData("http://[::1]:5090", null)]
    [InlineData("http://localhost:5090", null)]
    [InlineData("http://accounts.example.com", "must use https")]
    [InlineData("http://127.0.0.1.example.com", "must use https")]
    [InlineData("ftp://127.0.0.1", "must use https")]
    [InlineData("https://accounts.example.com/oauth", "exactly an origin")]
    [InlineData("https://me@accounts.example.com", "exactly an origin")]
    [InlineData("https://ACCOUNTS.example.com", "exactly an origin")]
    [InlineData("accounts.example.com", "not an absolute address")]
    [InlineData("", "not an absolute address")]
    [InlineData(null, "not an absolute address")]
    public void An_extra_server_is_taken_only_in_a_safe_form(string? address, string? problem)
    {
        ZohoHosts.ReadConfigured(address, out var found);
        (found ?? "").ShouldContain(problem ?? "");
        (found is null).ShouldBe(problem is null);
    }
}
