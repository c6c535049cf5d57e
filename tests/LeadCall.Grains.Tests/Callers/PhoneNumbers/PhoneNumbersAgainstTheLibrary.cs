using System.Text.RegularExpressions;
using LeadCall.Grains.Callers.PhoneNumbers;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

/// <summary>
/// Our reading against the one of libphonenumber-js, over generated spellings of every country: national, international and mixed, with
/// extensions, foreign digits, junk and damage, valid and not, at home and seen from other countries.
/// </summary>
public sealed class PhoneNumbersAgainstTheLibrary
{
    private const int Seed = 20260215;
    private const int SpellingsPerCountry = 120;

    [Fact]
    public async Task Every_spelling_is_read_as_the_library_reads_it()
    {
        var (version, countries, readings) = await PhoneNumberOracle.Ask(Seed, SpellingsPerCountry);

        version.ShouldBe("1.13.16");
        countries.ShouldBeGreaterThanOrEqualTo(240);
        readings.Count.ShouldBeGreaterThan(25_000);
        readings.Count(reading => reading.IsValid).ShouldBeGreaterThan(8_000);
        readings.Count(reading => reading is { E164: not null, IsValid: false }).ShouldBeGreaterThan(5_000);
        readings.Count(reading => reading.E164 is null).ShouldBeGreaterThan(1_000);
        readings.Where(reading => reading.IsValid).Select(reading => reading.Country).Distinct().Count().ShouldBeGreaterThan(200);

        var differences = readings.Select(reading => (Theirs: reading, Ours: Ours(reading))).Where(pair => pair.Ours != pair.Theirs).ToList();

        differences.Count.ShouldBe(0, string.Join('\n', differences.Take(20).Select(pair => $"theirs {pair.Theirs}\nours   {pair.Ours}")));
    }

    [Fact]
    public async Task The_embedded_numbering_plans_are_the_package_s_own_file()
    {
        await PhoneNumberOracle.EnsureInstalled();

        await using var embedded = typeof(PhoneNumber).Assembly.GetManifestResourceStream("LeadCall.PhoneNumbers.metadata.full.json")!;
        using var copy = new MemoryStream();
        await embedded.CopyToAsync(copy);

        copy.ToArray().ShouldBe(await File.ReadAllBytesAsync(Path.Combine(PhoneNumberOracle.PackageDirectory, "metadata.full.json")));
    }

    [Fact]
    public void The_lock_file_names_no_registry() =>
        File.ReadAllText(Path.Combine(PhoneNumberOracle.Repository, "tests", "oracle", "package-lock.json")).ShouldNotContain("resolved");

    [Fact]
    public async Task A_missing_Node_is_named_with_what_to_do()
    {
        var problem = await Should.ThrowAsync<InvalidOperationException>(() => PhoneNumberOracle.Run("/nowhere/node", ["--version"]));

        problem.Message.ShouldContain("'/nowhere/node' cannot be started");
        problem.Message.ShouldContain("set LEADCALL_NODE");
    }

    private static OracleReading Ours(OracleReading asked) =>
        PhoneNumber.TryParse(asked.Raw, asked.DefaultCountry, out var number)
            ? asked with
            {
                E164 = number.E164,
                Country = number.Country,
                Extension = number.Extension is null ? null : InScriptOf(asked.Extension, number.Extension),
                IsValid = number.IsValid,
                IsPossible = number.IsPossible,
                Type = number.Type is { } type ? NameOf(type) : null,
            }
            : asked with { E164 = null, Country = null, Extension = null, IsValid = false, IsPossible = false, Type = null };

    /// <summary>The library leaves the digits of an extension in their script; ours are plain.</summary>
    private static string InScriptOf(string? theirs, string ours) => theirs is not null && LastDigits.PlainDigits(theirs) == ours ? theirs : ours;

    private static string NameOf(PhoneNumberType type) => type == PhoneNumberType.CompanyNumber
        ? "UAN"
        : Regex.Replace($"{type}", "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant();
}
