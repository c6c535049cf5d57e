namespace Orleans;

/// <summary>When a startup task runs. Embedded runs them in order of stage, all of them after the engine is up.</summary>
public static class ServiceLifecycleStage
{
    public const int First = int.MinValue;
    public const int RuntimeInitialize = 2000;
    public const int RuntimeServices = 4000;
    public const int RuntimeStorageServices = 6000;
    public const int RuntimeGrainServices = 8000;
    public const int ApplicationServices = 10000;
    public const int BecomeActive = 19999;
    public const int Active = 20000;
    public const int Last = int.MaxValue;
}
