using System.Net;

namespace LeadCall.ZohoSimulator.Tests.Faults;

/// <summary>Down: one organisation, or a whole data centre.</summary>
public sealed class OutageRules
{
    [Fact]
    public async Task An_organisation_is_down_and_another_is_not()
    {
        await using var zoho = await Zoho.Start();
        using var desk = new Desk(zoho);
        zoho.Control.CreateOrganisation(Zoho.Clinic with { Key = "other", IdPrefix = "222244" });
        var clinic = zoho.AccessToken;
        await desk.Put("organisations/clinic/down", new { });

        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await desk.Interference()).ShouldBe("down: organisation clinic");
        (await zoho.Accounts("/oauth/v2/token", TokenFaults.RefreshForm(zoho))).Status.ShouldBe(HttpStatusCode.OK);
        zoho.AccessToken = zoho.Control.Connect("other").AccessToken;
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);

        zoho.AccessToken = clinic;
        await desk.Put("organisations/clinic/down", new { form = "reset" });
        await Should.ThrowAsync<HttpRequestException>(zoho.Get("org"));
        await desk.Delete("organisations/clinic/down");
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_data_centre_is_down_with_its_token_endpoint_and_another_is_not()
    {
        await using var zoho = await Zoho.Start(options: new SimulatorOptions { DataCentres = [new("us"), new("eu")] });
        using var desk = new Desk(zoho);
        var down = await desk.Put("data-centres/us/down", new { });
        down.GetProperty("data_centres").GetProperty("us").GetString().ShouldBe("unavailable");

        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await zoho.Accounts("/oauth/v2/token", TokenFaults.RefreshForm(zoho))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await zoho.Accounts("/oauth/v2/token", TokenFaults.RefreshForm(zoho), "eu")).Json.GetProperty("error").GetString().ShouldBe("invalid_client");

        await desk.Put("data-centres/us/down", new { form = "reset" });
        await Should.ThrowAsync<HttpRequestException>(zoho.Get("org"));
        await desk.Delete("data-centres/us/down");
        (await zoho.Get("org")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
