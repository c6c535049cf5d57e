namespace LeadCall.ZohoSimulator.Accounts;

/// <summary>Parameters of a token request: the form first, then the query (FACTS 1.4).</summary>
internal sealed class Parameters
{
    private readonly IQueryCollection query;
    private readonly IFormCollection? form;

    private Parameters(IQueryCollection query, IFormCollection? form)
    {
        this.query = query;
        this.form = form;
    }

    public string this[string name] => form is not null && form.TryGetValue(name, out var value) ? value.ToString() : query[name].ToString();

    public static async Task<Parameters> Read(HttpContext http) =>
        new(http.Request.Query, http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null);
}
