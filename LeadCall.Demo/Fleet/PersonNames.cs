namespace LeadCall.Demo.Fleet;

/// <summary>Gives every person of the CRM a name of their own, in an order that depends on the seed alone.</summary>
public sealed class PersonNames
{
    private static readonly string[] First =
    [
        "Abigail", "Bryn", "Carys", "Dafydd", "Elin", "Ffion", "Gareth", "Hannah", "Idris", "Jasmine", "Kofi", "Leila",
        "Marcus", "Nadia", "Oliver", "Priya", "Rhian", "Samir", "Tegan", "Zofia",
    ];

    private static readonly string[] Last =
    [
        "Ashdown", "Barlow", "Corbin", "Dunmore", "Ellery", "Farrant", "Goddin", "Hexham", "Ivory", "Jessop", "Kestrel",
        "Larkham", "Mottram", "Norwood", "Osgood", "Penrose",
    ];

    private readonly Queue<(string First, string Last)> free;

    public PersonNames(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var all = First.SelectMany(first => Last.Select(last => (first, last))).ToArray();
        random.Shuffle(all);
        free = new(all);
    }

    public (string First, string Last) Take() => free.Dequeue();
}
