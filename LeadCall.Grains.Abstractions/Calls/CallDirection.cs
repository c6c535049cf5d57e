namespace LeadCall.Grains.Calls;

/// <summary>What a phone's call log says of a call (DESIGN 2).</summary>
[GenerateSerializer, Alias("leadcall.call-direction")]
public enum CallDirection
{
    [Id(0)] Inbound,
    [Id(1)] Missed,
    [Id(2)] Outbound,
    [Id(3)] Rejected,
    [Id(4)] Blocked,
    [Id(5)] Voicemail,
}
