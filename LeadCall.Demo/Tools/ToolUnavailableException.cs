namespace LeadCall.Demo.Tools;

/// <summary>A tool cannot be found or fetched; the message says why and what to do.</summary>
public sealed class ToolUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
