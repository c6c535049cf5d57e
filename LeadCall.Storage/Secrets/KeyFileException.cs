namespace LeadCall.Storage.Secrets;

/// <summary>LeadCall does not start: there is no usable key file. The message says why and what to do.</summary>
public sealed class KeyFileException(string message) : Exception(message);
