namespace LeadCall.Engine.Tests.Grains;

/// <summary>Answers which async local it sees.</summary>
public interface IContext : IGrainWithStringKey
{
    static readonly AsyncLocal<string?> Ambient = new();

    Task<string> WhatActivationAndCallSee();
}

public class ContextGrain : Grain, IContext
{
    private string? atActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        atActivation = IContext.Ambient.Value;
        return Task.CompletedTask;
    }

    public Task<string> WhatActivationAndCallSee() => Task.FromResult($"{atActivation ?? "nothing"}, {IContext.Ambient.Value ?? "nothing"}");
}
