using LeadCall.Silo;

namespace LeadCall.Grains.Tests.Engines;

public sealed class SiloSettingsTests
{
    private static readonly SiloSettings Good = new() { ConnectionString = "Host=127.0.0.1;Database=leadcall;Password=hunter2" };

    [Fact]
    public void The_defaults_work() => Good.Validated().ShouldBe(Good);

    [Fact]
    public void Every_wrong_setting_is_named_with_its_value_and_its_rule()
    {
        var wrong = Good with
        {
            ClusterId = "",
            AdvertisedAddress = "silo-1",
            SiloPort = 70_000,
            GatewayPort = -1,
            ResponseTimeout = TimeSpan.FromSeconds(10),
            CollectionAge = TimeSpan.Zero,
            DeactivationTimeout = TimeSpan.FromHours(1),
            StreamPullingPeriod = TimeSpan.Zero,
        };

        Should.Throw<SiloSettingsException>(() => wrong.Validated()).Problems.ShouldBe(
        [
            "ClusterId is set to ''. It must have 1 to 150 characters.",
            "AdvertisedAddress is set to 'silo-1'. It must be an IP address.",
            "SiloPort is set to '70000'. It must be 1 to 65535.",
            "GatewayPort is set to '-1'. It must be 0 to 65535.",
            "ResponseTimeout is set to '00:00:10'. It must be 00:00:11 to 00:05:00.",
            "CollectionAge is set to '00:00:00'. It must be 00:01:00 to 1.00:00:00.",
            "DeactivationTimeout is set to '01:00:00'. It must be 00:00:01 to 00:10:00.",
            "StreamPullingPeriod is set to '00:00:00'. It must be 00:00:00.0010000 to 00:00:10.",
        ]);
    }

    [Fact]
    public void One_port_cannot_serve_silos_and_clients() =>
        Refusal(Good with { SiloPort = 11111, GatewayPort = 11111 }).ShouldContain("GatewayPort is set to '11111'. It must differ from SiloPort.");

    [Theory]
    [InlineData("Host=127.0.0.1;Password=hunter2", "ConnectionString must name a Host and a Database.")]
    [InlineData("Database=leadcall;Password=hunter2", "ConnectionString must name a Host and a Database.")]
    [InlineData("Haste=127.0.0.1;Password=hunter2", "ConnectionString cannot be read")]
    [InlineData("Host=127.0.0.1;Database=leadcall;Port=hunter2", "ConnectionString cannot be read")]
    [InlineData("", "ConnectionString must name a Host and a Database.")]
    public void A_bad_connection_string_is_refused_without_repeating_it(string connectionString, string message)
    {
        var refusal = Refusal(Good with { ConnectionString = connectionString });

        refusal.ShouldContain(message);
        refusal.ShouldNotContain("hunter2");
    }

    private static string Refusal(SiloSettings settings) => Should.Throw<SiloSettingsException>(() => settings.Validated()).Message;
}
