namespace LeadCall.Demo.Up;

/// <summary>The demo cannot go on; the message says why and what to do.</summary>
public sealed class UpException(string message) : Exception(message);
