using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Embedded;

/// <summary>What is outside the vocabulary is refused by name.</summary>
internal static class Refuse
{
    public static void WhatCannotCross(MethodInfo method)
    {
        var name = $"{method.DeclaringType?.FullName}.{method.Name}";
        if (method.IsGenericMethodDefinition)
        {
            throw new NotSupportedException($"{name} is generic. Write one method per type.");
        }

        if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            throw new NotSupportedException($"{name} has a ref or out parameter. Return a record instead.");
        }

        if (method.IsSpecialName)
        {
            throw new NotSupportedException($"{name} is a property or event. Grain interfaces have methods only.");
        }

        var result = method.ReturnType;
        var shape = result.IsGenericType ? result.GetGenericTypeDefinition() : result;
        var known = shape == typeof(Task) || shape == typeof(Task<>) || shape == typeof(ValueTask) || shape == typeof(ValueTask<>)
            || (shape == typeof(void) && typeof(IGrainObserver).IsAssignableFrom(method.DeclaringType));
        if (!known)
        {
            throw new NotSupportedException(
                $"{name} returns {result.Name}. A grain method returns Task, Task<T>, ValueTask or ValueTask<T>; an observer may return void.");
        }

        if (result.IsGenericType && method.IsDefined(typeof(OneWayAttribute)))
        {
            throw new NotSupportedException($"{name} is one-way, so it cannot return {result.Name}. It returns Task, ValueTask or void.");
        }
    }
}
