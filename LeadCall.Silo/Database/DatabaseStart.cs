using System.Globalization;
using LeadCall.Storage;
using LeadCall.Storage.Migrations;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace LeadCall.Silo.Database;

/// <summary>Before anything else starts: PostgreSQL answers, and its schema is this build's.</summary>
public sealed class DatabaseStart(NpgsqlDataSource dataSource, IConfiguration configuration, TimeProvider time)
{
    /// <summary>Name of the connection string in the configuration.</summary>
    public const string ConnectionStringName = "LeadCall";

    /// <summary>Setting: how many seconds to wait for a PostgreSQL that does not answer yet. 0 to 300, by default 15.</summary>
    public const string WaitSetting = "Database:WaitSeconds";

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StartRefusedException">It is not set.</exception>
    public static string ConnectionString(IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionStringName) is { Length: > 0 } connectionString
            ? connectionString
            : throw new StartRefusedException(
                $"LeadCall's database is not named. Set ConnectionStrings:{ConnectionStringName} (environment: ConnectionStrings__{ConnectionStringName}) to Host=…;Database=…;Username=…");

    /// <summary>Waits for PostgreSQL and applies the migrations it does not have yet.</summary>
    /// <exception cref="StartRefusedException">PostgreSQL does not answer, does not let us in, or has a schema we cannot use.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken);
        try
        {
            await Migrator.MigrateAsync(dataSource, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefusedException(e.Message);
        }
        catch (NpgsqlException e)
        {
            throw new StartRefusedException($"The schema of {Target} cannot be brought up to date: {e.Message}");
        }
    }

    private string Target
    {
        get
        {
            var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
            return string.Create(CultureInfo.InvariantCulture, $"database '{target.Database}' at {target.Host}:{target.Port}");
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = configuration.GetValue<double?>(WaitSetting) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 300)) : DefaultWait;
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException e) when (DatabaseFault.IsUnavailable(e))
            {
                if (time.GetElapsedTime(began) >= wait)
                {
                    throw new StartRefusedException(
                        $"PostgreSQL does not answer: {Target} could not be opened within {wait.TotalSeconds:0} s ({e.Message}). Start PostgreSQL or correct ConnectionStrings:{ConnectionStringName}, then start LeadCall again.");
                }
            }
            catch (NpgsqlException e)
            {
                throw new StartRefusedException(
                    $"PostgreSQL refuses {Target} ({e.Message}). Correct ConnectionStrings:{ConnectionStringName} or what PostgreSQL allows, then start LeadCall again.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
