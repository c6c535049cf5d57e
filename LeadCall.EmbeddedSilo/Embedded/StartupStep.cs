namespace Orleans.Embedded;

/// <summary>Work registered by <c>AddStartupTask</c>.</summary>
internal sealed record StartupStep(int Stage, Func<IServiceProvider, CancellationToken, Task> Run);
