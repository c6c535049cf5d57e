namespace Orleans.Runtime;

/// <summary>Work done once when the silo has started and before it is reported as started; a throw stops the start.</summary>
public interface IStartupTask
{
    Task Execute(CancellationToken cancellationToken);
}
