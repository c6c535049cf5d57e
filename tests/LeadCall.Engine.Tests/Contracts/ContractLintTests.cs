using LeadCall.TestKit.Contracts;

namespace LeadCall.Engine.Tests.Contracts;

public sealed class ContractLintTests
{
    [Fact]
    public void Contracts_that_keep_the_rules_have_no_findings() =>
        ContractLint.Check([typeof(Good.IPhone), typeof(Good.IScreen), typeof(Good.Call), typeof(Good.Side), typeof(Good.Number)]).ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(Bad.INoAlias), "INoAlias has no [Alias]")]
    [InlineData(typeof(Bad.INoMethodAlias), "INoMethodAlias.Ring has no [Alias]")]
    [InlineData(typeof(Bad.IBareKey), "neither an IGrainWithStringKey nor an IGrainObserver")]
    [InlineData(typeof(Bad.ISharedMethodAlias), "2 methods with the alias \"Ring\"")]
    [InlineData(typeof(Bad.IEnumerates), "IEnumerates.Rings returns IAsyncEnumerable`1")]
    [InlineData(typeof(Bad.ISynchronous), "ISynchronous.Ring returns Int32")]
    [InlineData(typeof(Bad.IGenericMethod), "IGenericMethod.Ring is generic")]
    [InlineData(typeof(Bad.IOneWayWithResult), "is one-way and returns a result")]
    [InlineData(typeof(Bad.IList), "parameter numbers of IList.Ring is a List`1, which may not cross")]
    [InlineData(typeof(Bad.IArray), "the result of IArray.Ring is a Byte[], which may not cross")]
    [InlineData(typeof(Bad.IDateTime), "parameter at of IDateTime.Ring is a DateTime, which may not cross")]
    [InlineData(typeof(Bad.IObject), "parameter what of IObject.Ring is a Object, which may not cross")]
    [InlineData(typeof(Bad.IForeignRecord), "parameter foreign of IForeignRecord.Ring is a Foreign, which may not cross")]
    [InlineData(typeof(Bad.IDeep), "Outer.Inner is a List`1, which may not cross")]
    [InlineData(typeof(Bad.IEnum), "Unnamed has no [Alias]")]
    [InlineData(typeof(Bad.IReadsOnly), "has [ReadOnly], which is outside the vocabulary")]
    [InlineData(typeof(Bad.Open), "Open is not a sealed record")]
    [InlineData(typeof(Bad.PlainClass), "PlainClass is not a sealed record")]
    [InlineData(typeof(Bad.Changing), "Changing has no [Immutable]")]
    [InlineData(typeof(Bad.NoRecordAlias), "NoRecordAlias has no [Alias]")]
    [InlineData(typeof(Bad.NoId), "NoId.Second has no explicit [Id]")]
    [InlineData(typeof(Bad.SharedId), "SharedId uses [Id(0)] 2 times")]
    [InlineData(typeof(Bad.Settable), "Settable.First can be set after construction")]
    [InlineData(typeof(Bad.WithField), "WithField.Second is a field")]
    [InlineData(typeof(Bad.StatefulGrain), "StatefulGrain derives from Grain<T>")]
    public void Each_kind_of_violation_is_found(Type type, string finding) =>
        ContractLint.Check([type]).ShouldContain(sentence => sentence.Contains(finding, StringComparison.Ordinal));

    [Fact]
    public void Two_types_with_one_alias_are_found() =>
        ContractLint.Check([typeof(Good.Call), typeof(Bad.SameAlias)]).ShouldHaveSingleItem().ShouldContain("Alias \"Call\" names Call and SameAlias");
}
