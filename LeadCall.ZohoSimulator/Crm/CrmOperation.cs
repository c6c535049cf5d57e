namespace LeadCall.ZohoSimulator.Crm;

/// <summary>One line of the API: how it is addressed, what it needs and what answers it.</summary>
/// <param name="Template">Below <c>/crm/v8</c>; a segment in braces is a value, <c>{module}</c> a module's api name, <c>{id}</c> digits.</param>
/// <param name="Scopes">Every entry must be held; alternatives within an entry are joined by <c>|</c>. <c>{m}</c> stands for the module.</param>
/// <param name="Right">The right on the module the user needs: view, create, edit, delete; null = none is checked here.</param>
/// <param name="Execute">Runs under the organisation's gate.</param>
internal sealed record CrmOperation(string Method, string Template, IReadOnlyList<string> Scopes, string? Right, Func<CrmCall, CrmAnswer> Execute)
{
    private readonly string[] segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values in the address, or null when it is not this operation's.</summary>
    public Dictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        if (path.Count != segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            if (!segment.StartsWith('{'))
            {
                if (segment != path[i])
                {
                    return null;
                }
            }
            else if (segment is "{id}" && !path[i].All(char.IsAsciiDigit))
            {
                return null;
            }
            else
            {
                values[segment.Trim('{', '}')] = path[i];
            }
        }

        return values;
    }
}
