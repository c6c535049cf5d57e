using LeadCall.Demo.Tools;

namespace LeadCall.EndToEnd.Tests.Tools;

public sealed class PostgresToolTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task What_the_install_script_says_is_passed_on_and_never_reaches_standard_output(int exitCode, bool installed)
    {
        var root = Directory.CreateTempSubdirectory("leadcall-tools-");
        var scripts = root.CreateSubdirectory("eng/script").FullName;
        await File.WriteAllTextAsync(Path.Combine(scripts, "install-postgresql.sh"), $"echo unpacking into \"$1\"; printf 'done, without a line end'; exit {exitCode}\n");
        using var said = new StringWriter();

        (await PostgresTool.InstallAsync(root.FullName, said, TestContext.Current.CancellationToken)).ShouldBe(installed);

        said.ToString().ShouldBe($"unpacking into {root.FullName}/.leadcall/tools/postgresql\ndone, without a line end\n");
        root.Delete(recursive: true);
    }
}
