using System.Text;

namespace LeadCall.Zoho;

/// <summary>A query string in the making; values are percent-encoded, absent ones left out.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder text = new();

    public QueryText(string name, string? value) => Add(name, value);

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    public override string ToString() => text.ToString();
}
