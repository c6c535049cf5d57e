#if !LEADCALL_ORLEANS
namespace Orleans
{
    /// <summary>Stands for Orleans' class of this name, which the embedded engine does not have, so that the lint can find it.</summary>
    public abstract class Grain<T> : Grain;
}

namespace Orleans.Concurrency
{
    /// <summary>As above.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;
}
#endif
