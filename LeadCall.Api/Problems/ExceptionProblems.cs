using LeadCall.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace LeadCall.Api.Problems;

/// <summary>What an exception means to the caller. Its text never leaves the server.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Of(exception);
        if (problem == Refusal.Internal)
        {
            LogFailed(httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, exception);
        }
        else if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogUnavailable(httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, problem.Code, exception.Message);
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    public static Problem Of(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusal.BodyTooLarge,
        BadHttpRequestException bad => Refusal.OfStatus(bad.StatusCode),
        InvalidDataException => Refusal.MalformedBody,
        TimeoutException or SiloUnavailableException => Refusal.OutcomeUnknown,
        OrleansMessageRejectionException => Refusal.NotReady,
        _ when DatabaseFault.IsUnavailable(exception) => Refusal.DatabaseUnavailable,
        _ => Refusal.Internal,
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
    private partial void LogFailed(string method, string? endpoint, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Method} {Endpoint} was answered {Code}: {Reason}")]
    private partial void LogUnavailable(string method, string? endpoint, string code, string reason);
}
