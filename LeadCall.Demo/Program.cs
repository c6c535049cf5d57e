using System.Runtime.InteropServices;
using LeadCall.Demo;
using LeadCall.Demo.Bench;
using LeadCall.Demo.Bench.Soak;
using LeadCall.Demo.Down;
using LeadCall.Demo.PostgreSql;
using LeadCall.Demo.Testing;
using LeadCall.Demo.Tools;
using LeadCall.Demo.Up;

// The words of ./leadcall, which builds before it calls.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    return args switch
    {
        ["test"] => await TestCommand.RunAsync(RepositoryRoot.Find(), TimeProvider.System, stop.Token),
        ["postgres"] => await PostgresCommand.RunAsync(RepositoryRoot.Find(), stop.Token),
        ["up", .. var options] => await UpCommand.RunAsync(RepositoryRoot.Find(), options, TimeProvider.System, stop.Token),
        ["down", .. var options] => await DownCommand.RunAsync(RepositoryRoot.Find(), options, stop.Token),
        ["bench", "soak", .. var options] => await SoakCommand.RunAsync(RepositoryRoot.Find(), options, TimeProvider.System, stop.Token),
        ["bench"] => await BenchCommand.RunAsync(RepositoryRoot.Find(), TimeProvider.System, stop.Token),
        _ => Refuse(string.Join(' ', args)),
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped.");
    return 130;
}
catch (Exception exception) when (exception is PostgresUnavailableException or ToolUnavailableException or DirectoryNotFoundException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (UnauthorizedAccessException exception)
{
    Console.Error.WriteLine($"{exception.Message} It was made by another user: use his account, or remove it.");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

static int Refuse(string words)
{
    Console.Error.WriteLine($"'{words}' is not known here. './leadcall' without a word lists what there is.");
    return 2;
}
