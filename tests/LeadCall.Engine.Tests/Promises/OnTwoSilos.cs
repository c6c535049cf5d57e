#if LEADCALL_ORLEANS
using System.Reflection;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

/// <summary>Every promise once more on two silos of Orleans, where a call may cross from one to the other.</summary>
public sealed class OnTwoSilos
{
    private static readonly MethodInfo[] All = [.. typeof(ConformanceTest).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ConformanceTest)) && !type.IsAbstract)
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(FactAttribute)))];

    public static IEnumerable<TheoryDataRow<string>> Listed() => All.Select(test => new TheoryDataRow<string>(NameOf(test)));

    [Theory, MemberData(nameof(Listed))]
    public async Task A_promise_holds_on_two_silos(string test)
    {
        var method = All.Single(one => NameOf(one) == test);
        await using var promise = (ConformanceTest)Activator.CreateInstance(method.DeclaringType!)!;
        promise.Silos = 2;

        await (Task)method.Invoke(promise, null)!;
    }

    private static string NameOf(MethodInfo test) => $"{test.DeclaringType!.Name}.{test.Name}";
}
#endif
