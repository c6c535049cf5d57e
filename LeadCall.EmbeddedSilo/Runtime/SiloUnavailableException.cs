namespace Orleans.Runtime;

/// <summary>The silo that held the request stopped before it answered: the outcome is unknown.</summary>
public sealed class SiloUnavailableException(string message) : Exception(message);
