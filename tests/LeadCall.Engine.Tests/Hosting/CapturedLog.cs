using Microsoft.Extensions.Logging;

namespace LeadCall.Engine.Tests.Hosting;

/// <summary>Keeps warnings and errors.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly Notes notes = new();

    public IReadOnlyList<string> Lines => notes.Whats();

    /// <summary>Completes when a line that contains this was logged.</summary>
    public Task Until(string part) => notes.Until(line => line.Contains(part, StringComparison.Ordinal));

    public void AddTo(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddProvider(this);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(notes);

    public void Dispose()
    {
    }

    private sealed class Logger(Notes notes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            notes.Write($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
