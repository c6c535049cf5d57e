namespace LeadCall.Engine.Tests.Hosting;

/// <summary>Names the deliberate faults of the embedded engine under which this test must fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BreaksUnderAttribute(params string[] mutations) : Attribute
{
    public IReadOnlyList<string> Mutations { get; } = mutations;
}
