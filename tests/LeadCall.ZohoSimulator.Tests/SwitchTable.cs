using System.Text.Json;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Tests;

/// <summary>The README's table of switches and the switches there are.</summary>
public sealed class SwitchTable
{
    public static TheoryData<Type> Sets => [typeof(CrmSwitches), typeof(AccountsSwitches)];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_switch_stands_in_the_readme_with_its_fact(Type switches)
    {
        var table = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "README.md"))).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        var names = switches.GetProperties().Where(property => property.CanWrite).Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        names.Where(name => !table.Exists(line => line.Contains($"`{name}`", StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
