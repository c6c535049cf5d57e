using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded;

internal abstract class Activation : IGrainContext
{
    public abstract GrainReference GrainReference { get; }
    public abstract GrainId GrainId { get; }
    public abstract object? GrainInstance { get; }
    public abstract IServiceProvider ActivationServices { get; }
    public abstract Task Deactivated { get; }
    public abstract EmbeddedSilo Silo { get; }
    public abstract void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
}

internal sealed class EmbeddedSilo
{
    public IGrainFactory GrainFactory => throw new NotImplementedException();
    public ReferenceFactory References => throw new NotImplementedException();
    public ReminderService Reminders => throw new NotImplementedException();
    public Task<T> Send<T>(GrainId target, GrainMethod method, object?[] arguments) => throw new NotImplementedException();
    public void Post(GrainId target, GrainMethod method, object?[] arguments) => throw new NotImplementedException();
}

internal sealed class GrainMethod;

internal sealed class ReferenceKind
{
    public required EmbeddedSilo Silo { get; init; }
    public required Type InterfaceType { get; init; }
    public required GrainMethod[] Methods { get; init; }
}

internal sealed class ReferenceFactory
{
    public GrainReference Create(Type interfaceType, GrainId id) => throw new NotImplementedException();
}

internal sealed class ReminderService
{
    public Task<IGrainReminder> RegisterOrUpdate(GrainId grain, string name, TimeSpan due, TimeSpan period) => throw new NotImplementedException();
    public Task Unregister(GrainId grain, string name) => throw new NotImplementedException();
    public Task<IGrainReminder?> Get(GrainId grain, string name) => throw new NotImplementedException();
    public Task<List<IGrainReminder>> GetAll(GrainId grain) => throw new NotImplementedException();
}

internal static class GrainTimer
{
    public static IGrainTimer Register(IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
        throw new NotImplementedException();
}

internal sealed record StartupStep(int Stage, Func<IServiceProvider, CancellationToken, Task> Run);

internal sealed class SiloBuilder : ISiloBuilder
{
    public required IServiceCollection Services { get; init; }
    public required IConfiguration Configuration { get; init; }
    public static ISiloBuilder For(IServiceCollection services, IConfiguration configuration) => throw new NotImplementedException();
}
