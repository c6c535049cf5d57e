using LeadCall.Grains.Calls;
using LeadCall.Grains.Feed;
using LeadCall.Storage;
using LeadCall.Storage.Calls;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Tenants;
using Microsoft.Extensions.Logging;

namespace LeadCall.Grains.Devices;

/// <summary>
/// The doorman of one phone: one upload or change after the other. What a call is attributed to is found by the statement that stores
/// it, not in this activation's memory, so a doubled activation attributes alike.
/// </summary>
public sealed partial class DeviceGrain(
    CallIngestStore calls,
    DeviceIntervalStore intervals,
    DeviceStore devices,
    TenantStore tenants,
    TimeProvider time,
    ILogger<DeviceGrain> logger) : Grain, IDeviceGrain
{
    /// <summary>Signs of life are written at most this often (FEATURES D4).</summary>
    private static readonly TimeSpan ActivityEvery = TimeSpan.FromSeconds(10);

    private DeviceActivity? unwritten;
    private long? writtenAt;
    private IGrainTimer? writing;

    private Guid TenantId => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    private Guid DeviceId => GrainKeys.GuidOf(this.GetPrimaryKeyString());

    public async Task<UploadReceipt> Upload(UploadBatch batch)
    {
        CallBatch stored;
        IngestResult result;
        try
        {
            var tenant = await tenants.GetAsync(TenantId);
            stored = CallBatches.From(batch, tenant, DeviceId);
            result = await calls.StoreAsync(stored);
        }
        catch (Exception e) when (DatabaseFault.IsUnavailable(e))
        {
            LogNotStored(DeviceId, batch.Calls.Length, e);
            return UploadReceipt.NotStored;
        }

        NoteActivity(new DeviceActivity(
            stored.ReceivedAt,
            stored.ReceivedAt,
            stored.Calls.Count == 0 ? null : stored.Calls.Max(call => call.StartedAt),
            batch.PhoneClock is null ? null : stored.ClockSkewSeconds,
            batch.AppVersion));
        var arrived = result.Calls.Count(call => !call.AlreadyKnown);
        if (arrived > 0)
        {
            await Tell(FeedEventKind.CallsArrived, arrived);
        }

        if (result.Queued > 0)
        {
            await NudgeQueue();
        }

        return new UploadReceipt(
            [.. batch.Calls.Zip(result.Calls, (call, answer) => new UploadedCallResult(call.Position, answer.CallId, answer.AlreadyKnown))],
            IsStored: true);
    }

    public Task Heartbeat(DeviceHeartbeat heartbeat)
    {
        int? skew = heartbeat.PhoneClock is null ? null : PhoneClock.Measure(heartbeat.PhoneClock, heartbeat.ReceivedAt).SkewSeconds;
        NoteActivity(new DeviceActivity(heartbeat.ReceivedAt, LastUploadAt: null, LastCallAt: null, skew, heartbeat.AppVersion));
        return Task.CompletedTask;
    }

    public Task<ChangeResult> ChangeRole(RoleChange change) => Change(change.From, async (standing, from) =>
    {
        var (decision, endOfAssignment) = DeviceChanges.ChangeRole(standing, change.Role, from);
        return (decision, decision.Step is not { } step || await intervals.ChangeRoleAsync(
            TenantId,
            DeviceId,
            DeviceChanges.Name(change.Role),
            new IntervalChange(step, from, standing.Role?.From, change.SetBy),
            endOfAssignment is { } end ? new IntervalChange(end, from, standing.Assignment?.From, change.SetBy) : null));
    });

    public Task<ChangeResult> ChangeHolder(HolderChange change) => Change(change.From, async (standing, from) =>
    {
        var decision = DeviceChanges.ChangeHolder(standing, change.RepId, from);
        return (decision, decision.Step is not { } step || await intervals.ChangeHolderAsync(
            TenantId, DeviceId, change.RepId, new IntervalChange(step, from, standing.Holder?.From, change.SetBy)));
    });

    public Task<ChangeResult> ChangeAssignment(AssignmentChange change) => Change(change.From, async (standing, from) =>
    {
        AssignmentRow[] metadata = [.. change.Metadata.Select(row => new AssignmentRow(row.Name, row.Value))];
        var decision = DeviceChanges.ChangeAssignment(standing, metadata, from);
        return (decision, decision.Step is not { } step || await intervals.ChangeAssignmentAsync(
            TenantId,
            DeviceId,
            Guid.CreateVersion7(time.GetUtcNow()),
            metadata,
            new IntervalChange(step, from, standing.Assignment?.From, change.SetBy)));
    });

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => WriteActivity(cancellationToken);

    private async Task<ChangeResult> Change(
        DateTimeOffset from, Func<DeviceStanding, DateTimeOffset, Task<(IntervalDecision Decision, bool IsWritten)>> decideAndWrite)
    {
        try
        {
            if (await intervals.ReadAsync(TenantId, DeviceId) is not { } standing)
            {
                return Refusals.UnknownDevice;
            }

            var (decision, isWritten) = await decideAndWrite(standing, from.ToMicroseconds());
            if (decision.Refusal is { } refusal)
            {
                return refusal;
            }

            if (!isWritten)
            {
                return Refusals.ChangedMeanwhile;
            }

            if (decision.Step is not null)
            {
                await Tell(FeedEventKind.DeviceChanged, count: 1);
            }

            return ChangeResult.Done;
        }
        catch (UnknownRepException)
        {
            return Refusals.UnknownRep;
        }
        catch (Exception e) when (DatabaseFault.IsUnavailable(e))
        {
            LogNotChanged(DeviceId, e);
            return Refusals.DatabaseUnavailable;
        }
    }

    private Task Tell(FeedEventKind kind, int count) =>
        this.TellFeed(TenantId, new FeedEvent(kind, time.GetUtcNow(), DeviceId, CallId: null, Status: null, count), logger);

    private async Task NudgeQueue()
    {
        try
        {
            await GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(TenantId)).Nudge();
        }
        catch (Exception e)
        {
            // The sweep finds the due rows within a minute.
            LogNotNudged(DeviceId, e);
        }
    }

    // Written by a timer, so that signs of life neither slow an upload nor fail it.
    private void NoteActivity(DeviceActivity activity)
    {
        unwritten = unwritten is null ? activity : Signs.Join(unwritten, activity);
        if (writing is null)
        {
            var rest = writtenAt is { } last ? ActivityEvery - time.GetElapsedTime(last) : TimeSpan.Zero;
            writing = this.RegisterGrainTimer(WriteActivity, new GrainTimerCreationOptions(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        }
    }

    private async Task WriteActivity(CancellationToken cancellationToken)
    {
        try
        {
            if (unwritten is not null)
            {
                await devices.SaveActivityAsync(TenantId, DeviceId, unwritten, cancellationToken);
                unwritten = null;
                writtenAt = time.GetTimestamp();
            }
        }
        catch (Exception e) when (DatabaseFault.IsUnavailable(e) || e is OperationCanceledException)
        {
            // Kept for the next sign of life.
            LogActivityNotWritten(DeviceId, e);
        }
        finally
        {
            // Not before: disposing the timer cancels the token of its callback.
            writing?.Dispose();
            writing = null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "An upload of {Count} calls of device {DeviceId} was not stored: the database is unavailable. The phone sends it again.")]
    private partial void LogNotStored(Guid deviceId, int count, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A change of device {DeviceId} was not made: the database is unavailable.")]
    private partial void LogNotChanged(Guid deviceId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The sync queue was not nudged after an upload of device {DeviceId}; the sweep finds the calls.")]
    private partial void LogNotNudged(Guid deviceId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Signs of life of device {DeviceId} were not written.")]
    private partial void LogActivityNotWritten(Guid deviceId, Exception exception);
}
