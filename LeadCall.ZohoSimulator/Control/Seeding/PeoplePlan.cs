namespace LeadCall.ZohoSimulator.Control.Seeding;

/// <summary>How many people to put into an organisation, and how their numbers are to look.</summary>
public sealed record PeoplePlan
{
    /// <summary>The same seed makes the same people.</summary>
    public int Seed { get; init; } = 1;

    public int Contacts { get; init; }

    public int Leads { get; init; }

    /// <summary>Numbers to use, E.164; more people than numbers = the rest get made-up ones of <see cref="Country"/>.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>ISO code of a country in <see cref="NumberingPlan"/>: IN, GB, US or DE.</summary>
    public string Country { get; init; } = "US";

    /// <summary>Spellings to use in turn; none = all. Custom fields are used only where the module has one of type phone.</summary>
    public IReadOnlyList<Spelling> Spellings { get; init; } = [];

    /// <summary>Records get a created time within this many days before now, in order.</summary>
    public int OverDays { get; init; } = 200;
}

/// <summary>The ways people write a number into a CRM (FACTS 12.7a).</summary>
public enum Spelling
{
    /// <summary><c>+919876543210</c></summary>
    E164,

    /// <summary><c>919876543210</c></summary>
    WithoutPlus,

    /// <summary><c>+91 98765 43210</c></summary>
    Spaces,

    /// <summary><c>+91-98765-43210</c></summary>
    Dashes,

    /// <summary><c>09876543210</c></summary>
    TrunkPrefix,

    /// <summary><c>098765 43210</c></summary>
    TrunkPrefixAndSpaces,

    /// <summary><c>9876543210</c></summary>
    National,

    /// <summary><c>(98765) 43210</c></summary>
    Brackets,

    /// <summary><c>+91 98765 43210 ext 12</c></summary>
    Extension,

    /// <summary>This one and a second number in one field, parted by <c>;</c> or <c>,</c>.</summary>
    TwoInOneField,

    /// <summary><c>00919876543210</c>, or <c>011…</c> in the US.</summary>
    InternationalPrefix,

    /// <summary>In another field of type phone than Phone: Mobile, Home_Phone, a custom one, with any of the spellings.</summary>
    OtherField,
}

/// <summary>What was stored.</summary>
public sealed record SeededPeople(IReadOnlyList<SeededPerson> People);

/// <param name="E164">The number the person really has.</param>
/// <param name="Stored">What stands in <paramref name="Field"/>.</param>
public sealed record SeededPerson(string Module, string Id, string Name, string E164, string Field, string Stored, Spelling Spelling, string? SecondE164 = null);
