using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>A simulator with one organisation, a clock of our own, and a client that speaks plain HTTP to it.</summary>
public sealed class Zoho : IAsyncDisposable
{
    public const string Redirect = "https://leadcall.test/zoho/callback";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private Zoho(SimulatorHost host, HandClock clock)
    {
        Host = host;
        Clock = clock;
    }

    public SimulatorHost Host { get; }

    public HandClock Clock { get; }

    public ControlDesk Control => Host.Control;

    /// <summary>The token of the requests; a test may put another in its place.</summary>
    public string AccessToken { get; set; } = "";

    public Connection Connection { get; private set; } = null!;

    public static OrganisationSpec Clinic => new()
    {
        Key = "clinic",
        Name = "Riverside Clinics",
        IdPrefix = "111133",
        TimeZone = "Asia/Kolkata",
        Users =
        [
            new() { Name = "Ada Admin", Email = "ada@clinic.test", Admin = true },
            new() { Name = "Bo Rep", Email = "bo@clinic.test" },
            new() { Name = "Cy Gone", Email = "cy@clinic.test", Status = "inactive" },
            new() { Name = "Di New", Email = "di@clinic.test", Confirmed = false },
        ],
        CustomFields =
        [
            new() { Module = "Leads", ApiName = "Clinic_Town", DataType = "text", Length = 20 },
            new() { Module = "Contacts", ApiName = "Clinic_Phone", DataType = "phone" },
            new() { Module = "Leads", ApiName = "Channel", DataType = "picklist", PickListValues = ["Web", "Radio"], Restricted = true },
        ],
        Clients = [new() { ClientId = "1000.CLIENT", ClientSecret = "secret", RedirectUris = [Redirect] }],
    };

    public static async Task<Zoho> Start(OrganisationSpec? spec = null, SimulatorOptions? options = null, HandClock? clock = null)
    {
        clock ??= new HandClock(new DateTimeOffset(2026, 1, 20, 10, 0, 5, TimeSpan.Zero));
        var zoho = new Zoho(await SimulatorHost.StartAsync(options, clock), clock);
        zoho.Control.CreateOrganisation(spec ?? Clinic);
        zoho.Connect();
        return zoho;
    }

    /// <summary>A second start on the same data: the organisation is there already.</summary>
    public static async Task<Zoho> Restart(SimulatorOptions options, HandClock clock) => new(await SimulatorHost.StartAsync(options, clock), clock);

    public void Connect(string? user = null, params string[] scopes)
    {
        Connection = Control.Connect("clinic", user, scopes.Length == 0 ? null : scopes);
        AccessToken = Connection.AccessToken;
    }

    public void Switch(Func<CrmSwitches, CrmSwitches> change) => Control.SetSwitches("clinic", change);

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object body) => Send(HttpMethod.Post, path, body);

    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, body, headers);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<Answer> Coql(string query) => Post("coql", new { select_query = query });

    /// <summary>Makes one record and answers its id.</summary>
    public async Task<string> Make(string module, object fields)
    {
        var answer = await Post(module, new { data = new[] { fields } });
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Item(0).GetProperty("details").GetProperty("id").GetString()!;
    }

    public async Task<Answer> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host.ApiUrl(), "/crm/v8/" + path));
        request.Headers.Authorization = AccessToken.Length == 0 ? null : new AuthenticationHeaderValue("Zoho-oauthtoken", AccessToken);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await Answer.From(await http.SendAsync(request));
    }

    public async Task<Answer> Accounts(string path, Dictionary<string, string>? form = null, string dataCentre = "us")
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, new Uri(Host.AccountsUrl(dataCentre), path));
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        return await Answer.From(await http.SendAsync(request));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Host.DisposeAsync();
    }
}

/// <summary>An HTTP answer, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, Uri? Location)
{
    private IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Item(int index) => Json.GetProperty("data")[index];

    public string Code => Json.GetProperty("code").GetString()!;

    /// <summary>A header of the answer, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> From(HttpResponseMessage response)
    {
        using (response)
        {
            return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location)
            {
                Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
            };
        }
    }
}
