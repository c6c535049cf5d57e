#if !LEADCALL_ORLEANS
using System.Reflection;
using LeadCall.Engine.Tests.Hosting;
using Orleans.Embedded;

namespace LeadCall.Engine.Tests.Promises;

/// <summary>Shows of each test of a promise that it can fail: it does, when the engine breaks that promise on purpose.</summary>
public sealed class Mutations
{
    private static readonly (MethodInfo Test, string Mutation)[] All = [.. typeof(ConformanceTest).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ConformanceTest)) && !type.IsAbstract)
        .SelectMany(type => type.GetMethods())
        .SelectMany(test => test.GetCustomAttribute<BreaksUnderAttribute>()?.Mutations.Select(mutation => (test, mutation)) ?? [])];

    public static IEnumerable<TheoryDataRow<string, string>> Listed() =>
        All.Select(one => new TheoryDataRow<string, string>($"{one.Test.DeclaringType!.Name}.{one.Test.Name}", one.Mutation));

    [Theory, MemberData(nameof(Listed))]
    public async Task A_test_fails_when_the_engine_breaks_its_promise(string test, string mutation)
    {
        var method = All.First(one => $"{one.Test.DeclaringType!.Name}.{one.Test.Name}" == test).Test;
        await using var promise = (ConformanceTest)Activator.CreateInstance(method.DeclaringType!)!;
        promise.Mutation = mutation;

        var failure = await Record.ExceptionAsync(() => (Task)method.Invoke(promise, null)!);

        failure.ShouldNotBeNull($"{test} passes although the engine does {mutation}");
        failure.GetType().Name.ShouldBeOneOf(
            nameof(ShouldAssertException), nameof(NotInTimeException), nameof(NotFailedException), nameof(SiloUnavailableException),
            nameof(InvalidOperationException));
    }

    [Fact]
    public void Every_deliberate_fault_has_a_test_that_fails_under_it() =>
        Enum.GetNames<EmbeddedMutation>().Except(All.Select(one => one.Mutation)).ShouldBe([nameof(EmbeddedMutation.None)]);

    [Fact]
    public void Every_test_of_a_promise_is_listed_with_a_fault() =>
        typeof(ConformanceTest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ConformanceTest)))
            .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))))
            .Where(method => !method.IsDefined(typeof(BreaksUnderAttribute))).Select(method => method.Name).ShouldBeEmpty();
}
#endif
