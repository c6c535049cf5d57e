namespace LeadCall.ZohoSimulator.Crm;

/// <summary>A step every request passes. It answers itself or lets the rest answer; what it does after that sees the answer.</summary>
internal interface ICrmStage
{
    Task<CrmAnswer> Handle(CrmCall call, Func<Task<CrmAnswer>> rest, CancellationToken cancellation);
}

/// <summary>The stages in their order. Faults, barriers and budgets are further stages at the place where Zoho would show them.</summary>
internal sealed class CrmPipeline(IReadOnlyList<ICrmStage> stages)
{
    public Task<CrmAnswer> Run(CrmCall call, CancellationToken cancellation) => From(0, call, cancellation);

    private async Task<CrmAnswer> From(int index, CrmCall call, CancellationToken cancellation)
    {
        try
        {
            return await stages[index].Handle(call, () => From(index + 1, call, cancellation), cancellation);
        }
        catch (CrmRefusal refusal)
        {
            return refusal.Answer;
        }
    }
}
