namespace LeadCall.Demo.PostgreSql;

/// <summary>The private PostgreSQL cannot be had; the message says why and what to do.</summary>
public sealed class PostgresUnavailableException(string message) : Exception(message);
