using System.Text;
using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>Puts an answer on the connection, or breaks it as the answer says.</summary>
internal static class Wire
{
    /// <param name="stopping">Ends silences when the simulator stops.</param>
    public static async Task Send(HttpContext http, CrmAnswer answer, CancellationToken stopping)
    {
        if (answer.Delivery == Delivery.Silence)
        {
            await ClientLeaves(http, stopping);
        }

        if (answer.Delivery != Delivery.Sent || http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (answer.BodyText is { } text)
        {
            http.Response.ContentType = answer.ContentType;
            var bytes = Encoding.UTF8.GetBytes(text);
            http.Response.ContentLength = bytes.Length;
            await Write(http, bytes);
        }
    }

    private static async Task Write(HttpContext http, byte[] bytes)
    {
        try
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client hung up while it was being answered; nobody is left to tell.
        }
    }

    private static async Task ClientLeaves(HttpContext http, CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (ends.Token.UnsafeRegister(_ => left.TrySetResult(), null))
        {
            await left.Task;
        }
    }
}
