using System.Collections.Immutable;
using System.Globalization;

namespace LeadCall.Demo.Fleet;

/// <summary>Calls that go on coming in after the day: every five to ten seconds one phone uploads the call it has just had.</summary>
public sealed class LiveTrickle(LeadCallApi api, DayUpload phones, DemoDay day, Random random, TimeProvider time)
{
    private readonly ImmutableArray<Phone> talking =
        [.. day.Phones.Where(phone => phone.Part is PhonePart.Campaign or PhonePart.SalesRep)];

    /// <summary>Goes on until it is cancelled.</summary>
    /// <param name="told">Told of each call in a few words.</param>
    public async Task RunAsync(Action<string> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        var callers = new LiveCallers(day, random);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(5 + (5 * random.NextDouble())), time, cancellationToken);
            var phone = talking[random.Next(talking.Length)];
            var call = Next(phone, callers);
            await api.UploadAsync(phones.TokenOf(phone), [call], cancellationToken);
            told($"{phone.Label}: {Proof.DayCheck.Word(call.Type)} {call.NumberRaw ?? "withheld"}");
        }
    }

    private PlannedCall Next(Phone phone, LiveCallers callers)
    {
        var type = phone.Part == PhonePart.SalesRep ? PhoneCallType.Outbound
            : random.Next(2) == 0 ? PhoneCallType.Missed : PhoneCallType.Inbound;
        var duration = TimeSpan.FromSeconds(type == PhoneCallType.Missed ? 0 : 3 + random.Next(90));
        var startedAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() - duration).ToUnixTimeSeconds());
        var number = callers.Next(phone.Town);
        var row = startedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new PlannedCall(phone.Key, startedAt, type, duration, number, number, row, CallStory.NewCaller);
    }
}

/// <summary>Who calls now: mostly new people, now and then somebody the clinics know.</summary>
internal sealed class LiveCallers(DemoDay day, Random random)
{
    private readonly NumberPool fresh = new(random);
    private readonly ImmutableArray<FictionNumber> known = [.. day.Crm.Contacts, .. day.Crm.Leads, .. day.Crm.Ambiguous];

    public string? Next(Town town) => random.Next(20) switch
    {
        0 => null,
        < 6 => known[random.Next(known.Length)].E164,
        _ => fresh.TryTake(town)?.E164 ?? known[random.Next(known.Length)].E164,
    };
}
