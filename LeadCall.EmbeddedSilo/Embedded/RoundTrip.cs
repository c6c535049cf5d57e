using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Sends values through a serialiser and back, as a cluster would, and insists that they come out equal. The receiver gets the copy.
/// </summary>
internal sealed class RoundTrip(bool on)
{
    public object?[] Arguments(GrainMethod method, object?[] arguments)
    {
        if (on)
        {
            var parameters = method.Info.GetParameters();
            for (var index = 0; index < arguments.Length; index++)
            {
                arguments[index] = Pass(arguments[index], parameters[index].ParameterType, $"argument {parameters[index].Name} of {method.Name}");
            }
        }

        return arguments;
    }

    public T Pass<T>(T value, string what) => on ? (T)Pass(value, typeof(T), what)! : value;

    public object? Pass(object? value, Type type, string what)
    {
        if (!on || value is null or IAddressable or CancellationToken)
        {
            return value;
        }

        object? copy;
        try
        {
            copy = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, type, StateJson.Options), type, StateJson.Options);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new NotSupportedException($"{what} ({type}) cannot be serialised: {exception.Message}", exception);
        }

        return StructuralComparison.FirstDifference(value, copy) is { } difference
            ? throw new NotSupportedException($"{what} ({type}) does not survive serialisation: {difference}.")
            : copy;
    }
}
