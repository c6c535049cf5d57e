using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A class that implements a grain interface by sending each call as a message.</summary>
internal sealed record ReferenceClass(Type Type, GrainMethod[] Methods)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("LeadCall.EmbeddedSilo.References"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("References");

    private static readonly HashSet<string> Opened = [];

    public static ReferenceClass Emit(Type interfaceType)
    {
        if (!interfaceType.IsInterface || !typeof(IAddressable).IsAssignableFrom(interfaceType))
        {
            throw new ArgumentException($"{interfaceType.FullName} is not a grain or observer interface.", nameof(interfaceType));
        }

        var interfaces = interfaceType.GetInterfaces().Append(interfaceType).ToArray();
        var methods = interfaces.SelectMany(one => one.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.IsAbstract).Select(method => new GrainMethod(method)).ToArray();

        // One module holds all generated classes and is not safe for concurrent writers.
        lock (Module)
        {
            foreach (var one in interfaces)
            {
                Open(one.Assembly);
            }

            return new(Define(interfaceType, methods), methods);
        }
    }

    private static Type Define(Type interfaceType, GrainMethod[] methods)
    {
        var type = Module.DefineType(
            $"Reference<{interfaceType.FullName}>", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [interfaceType]);
        EmitConstructor(type);
        for (var index = 0; index < methods.Length; index++)
        {
            EmitMethod(type, methods[index], index);
        }

        return type.CreateType();
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        Type[] parameters = [typeof(object), typeof(GrainId)];
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, parameters).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, typeof(GrainReference).GetConstructor(Instance, parameters)!);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder type, GrainMethod method, int index)
    {
        var parameters = method.Info.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var builder = type.DefineMethod(
            $"{method.Info.DeclaringType!.FullName}.{method.Info.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig
                | MethodAttributes.NewSlot,
            method.Info.ReturnType,
            parameters);
        var il = builder.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        EmitArguments(il, parameters);
        EmitCall(il, method);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(builder, method.Info);
    }

    private static void EmitArguments(ILGenerator il, Type[] parameters)
    {
        il.Emit(OpCodes.Ldc_I4, parameters.Length);
        il.Emit(OpCodes.Newarr, typeof(object));
        for (var index = 0; index < parameters.Length; index++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, index);
            il.Emit(OpCodes.Ldarg, index + 1);
            if (parameters[index].IsValueType)
            {
                il.Emit(OpCodes.Box, parameters[index]);
            }

            il.Emit(OpCodes.Stelem_Ref);
        }
    }

    private static void EmitCall(ILGenerator il, GrainMethod method)
    {
        var result = method.Info.ReturnType;
        if (method.IsOneWay)
        {
            il.Emit(OpCodes.Call, typeof(GrainReference).GetMethod("Post", Instance)!);
            EmitSent(il, result);
            return;
        }

        var value = result.IsGenericType ? result.GetGenericArguments()[0] : typeof(object);
        il.Emit(OpCodes.Call, typeof(GrainReference).GetMethod("Send", Instance)!.MakeGenericMethod(value));
        if (result.IsValueType)
        {
            var task = result.IsGenericType ? typeof(Task<>).MakeGenericType(value) : typeof(Task);
            il.Emit(OpCodes.Newobj, result.GetConstructor([task])!);
        }
    }

    /// <summary>What a one-way method answers: that it was sent.</summary>
    private static void EmitSent(ILGenerator il, Type result)
    {
        if (result == typeof(void))
        {
            il.Emit(OpCodes.Pop);
        }
        else if (result == typeof(ValueTask))
        {
            il.Emit(OpCodes.Newobj, typeof(ValueTask).GetConstructor([typeof(Task)])!);
        }
    }

    /// <summary>Lets the generated classes implement interfaces that are internal to their assembly.</summary>
    private static void Open(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (Opened.Add(name))
        {
            var attribute = typeof(System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute).GetConstructors()[0];
            ((AssemblyBuilder)Module.Assembly).SetCustomAttribute(new CustomAttributeBuilder(attribute, [name]));
        }
    }
}
