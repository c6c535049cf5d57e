using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>References by interface and key, inside and outside of grains.</summary>
internal sealed class EmbeddedGrainFactory(EmbeddedSilo silo) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)silo.References.Create(
            typeof(TGrainInterface), silo.Classes.IdOf(typeof(TGrainInterface), primaryKey, grainClassNamePrefix));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)(object)silo.References.Create(grainInterfaceType, silo.Classes.IdOf(grainInterfaceType, grainPrimaryKey));

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)silo.References.Create(typeof(TGrainInterface), grainId);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver =>
        (TGrainObserverInterface)(object)silo.Observers.Create(typeof(TGrainObserverInterface), obj);

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => silo.Observers.Delete(obj);
}
