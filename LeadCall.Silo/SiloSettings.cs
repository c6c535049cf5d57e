using System.Net;
using Npgsql;

namespace LeadCall.Silo;

/// <summary>
/// What an operator may set about the engine that hosts the grains. The defaults serve one silo in one process on one
/// machine; the addresses, ports and ids matter to the Orleans engine only.
/// </summary>
public sealed record SiloSettings
{
    /// <summary>Name of the grain storage that grains name in <c>[PersistentState]</c>.</summary>
    public const string StorageName = "leadcall";

    /// <summary>Npgsql connection string of LeadCall's database. Required; needs a host and a database.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// Name of one deployment: silos with the same id find each other in the membership table. Changes when two deployments (blue,
    /// green) use one database. 1 to 150 characters.
    /// </summary>
    public string ClusterId { get; init; } = "leadcall";

    /// <summary>Owner of reminders and grain state. Never changes during the life of a database. 1 to 150 characters.</summary>
    public string ServiceId { get; init; } = "leadcall";

    /// <summary>
    /// Address other silos and clients reach this one at; the silo listens on it too. Loopback by default, so that a single
    /// machine opens nothing to its network; with several silos each names its own (in Kubernetes the pod's IP).
    /// </summary>
    public string AdvertisedAddress { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>TCP port between silos, 1 to 65535.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>TCP port for clients that are not silos, 1 to 65535; 0 takes none (API and silo in one process).</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>
    /// How long a grain call may take before its caller gets a <see cref="TimeoutException"/>, which means unknown, never "not
    /// done". Must be longer than a database command may take (10 s). 11 s to 5 min.
    /// </summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle activation stays in memory. Shorter saves memory and costs reads. 1 min to 24 h.</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long a deactivating grain may take: longer than a write to Zoho (time-out 60 s), so that its result is stored. A
    /// host takes up to 15 s more to stop: give the process that time before it is killed. 1 s to 10 min.
    /// </summary>
    public TimeSpan DeactivationTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How often a silo looks for new stream events: adds half of it to a live row's way, costs CPU when short. 1 ms to 10 s.</summary>
    public TimeSpan StreamPullingPeriod { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long the host may take to stop: all its grains deactivate at the same time.</summary>
    internal TimeSpan HostShutdownTimeout => DeactivationTimeout + TimeSpan.FromSeconds(15);

    /// <summary>
    /// The database through a pool of the engine's own: a burst of uploads that takes every connection of theirs must not keep a
    /// silo from saying that it is alive.
    /// </summary>
    internal string EngineConnectionString => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        ApplicationName = "LeadCall engine",
        MaxPoolSize = 20,
    }.ConnectionString;

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="SiloSettingsException">Names every setting that is wrong, its value and its rule.</exception>
    public SiloSettings Validated()
    {
        var problems = Problems().ToArray();
        return problems.Length == 0 ? this : throw new SiloSettingsException(problems);
    }

    private IEnumerable<string> Problems() =>
    [
        .. ConnectionStringProblems(),
        .. Id(nameof(ClusterId), ClusterId),
        .. Id(nameof(ServiceId), ServiceId),
        .. IPAddress.TryParse(AdvertisedAddress, out _) ? [] : Wrong(nameof(AdvertisedAddress), AdvertisedAddress, "must be an IP address"),
        .. Port(nameof(SiloPort), SiloPort, lowest: 1),
        .. Port(nameof(GatewayPort), GatewayPort, lowest: 0),
        .. SiloPort == GatewayPort ? Wrong(nameof(GatewayPort), GatewayPort, $"must differ from {nameof(SiloPort)}") : [],
        .. Between(nameof(ResponseTimeout), ResponseTimeout, TimeSpan.FromSeconds(11), TimeSpan.FromMinutes(5)),
        .. Between(nameof(CollectionAge), CollectionAge, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        .. Between(nameof(DeactivationTimeout), DeactivationTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        .. Between(nameof(StreamPullingPeriod), StreamPullingPeriod, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
    ];

    // The connection string may hold a password: messages never repeat it.
    private IEnumerable<string> ConnectionStringProblems()
    {
        NpgsqlConnectionStringBuilder parsed;
        try
        {
            parsed = new NpgsqlConnectionStringBuilder(ConnectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return [$"{nameof(ConnectionString)} cannot be read as a PostgreSQL connection string. It must look like Host=…;Database=…;Username=…"];
        }

        return string.IsNullOrWhiteSpace(parsed.Host) || string.IsNullOrWhiteSpace(parsed.Database)
            ? [$"{nameof(ConnectionString)} must name a Host and a Database."]
            : [];
    }

    private static string[] Id(string name, string value) =>
        value is { Length: > 0 and <= 150 } && !string.IsNullOrWhiteSpace(value) ? [] : Wrong(name, value, "must have 1 to 150 characters");

    private static string[] Port(string name, int value, int lowest) =>
        value >= lowest && value <= IPEndPoint.MaxPort ? [] : Wrong(name, value, $"must be {lowest} to {IPEndPoint.MaxPort}");

    private static string[] Between(string name, TimeSpan value, TimeSpan lowest, TimeSpan highest) =>
        value >= lowest && value <= highest ? [] : Wrong(name, value, $"must be {lowest} to {highest}");

    private static string[] Wrong(string name, object? value, string rule) => [$"{name} is set to '{value}'. It {rule}."];
}
