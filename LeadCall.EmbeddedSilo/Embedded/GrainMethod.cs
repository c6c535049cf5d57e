using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One method of a grain or observer interface: how it is called and what its attributes say.</summary>
internal sealed class GrainMethod
{
    private readonly Func<object, object?[], Task> invoke;

    public GrainMethod(MethodInfo method)
    {
        Refuse.WhatCannotCross(method);
        Info = method;
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        ActivityName = $"{method.DeclaringType.Name}/{method.Name}";
        IsOneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        IsAlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        var parameters = method.GetParameters();
        Cancellation = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        TakesReferences = parameters.Any(parameter => typeof(IAddressable).IsAssignableFrom(parameter.ParameterType));
        invoke = Compile(method, parameters);
    }

    public MethodInfo Info { get; }

    public string Name { get; }

    public string ActivityName { get; }

    public bool IsOneWay { get; }

    public bool IsAlwaysInterleave { get; }

    public TimeSpan? ResponseTimeout { get; }

    /// <summary>Which argument is the cancellation token; -1 when there is none.</summary>
    public int Cancellation { get; }

    public bool TakesReferences { get; }

    public Task Invoke(object target, object?[] arguments) => invoke(target, arguments);

    private static Func<object, object?[], Task> Compile(MethodInfo method, ParameterInfo[] parameters)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        Expression call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            parameters.Select((parameter, index) => Expression.Convert(
                Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType)));

        if (method.ReturnType == typeof(void))
        {
            call = Expression.Block(call, Expression.Constant(Task.CompletedTask));
        }
        else if (method.ReturnType.IsValueType)
        {
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
        }

        return Expression.Lambda<Func<object, object?[], Task>>(Expression.Convert(call, typeof(Task)), target, arguments).Compile();
    }
}
