namespace LeadCall.Silo;

/// <summary>The process does not start. The message is one sentence or two for the operator: what, why, what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
