using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace LeadCall.Storage.Secrets;

/// <summary>The key ring, shared by all nodes. Data Protection asks for it without waiting asynchronously, at start and once a day.</summary>
internal sealed class DatabaseKeyRing(NpgsqlDataSource dataSource, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = dataSource.CreateCommand("SELECT xml FROM data_protection_keys ORDER BY created_at, friendly_name");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(reader.GetString(0)));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = dataSource.CreateCommand("""
            INSERT INTO data_protection_keys (friendly_name, xml, created_at)
            VALUES ($1, $2, $3)
            ON CONFLICT (friendly_name) DO NOTHING
            """);
        command.Parameters.AddWithValue(friendlyName);
        command.Parameters.AddWithValue(element.ToString(SaveOptions.DisableFormatting));
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.ExecuteNonQuery();
    }
}
