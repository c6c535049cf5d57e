using System.Reflection;

namespace LeadCall.ZohoSimulator.Page;

/// <summary><c>GET /</c>: what the organisations hold, for people.</summary>
internal static class PageEndpoint
{
    public static void MapPage(this IEndpointRouteBuilder routes) => routes.MapGet("/", () =>
    {
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.html")!;
        return Results.Stream(stream, "text/html; charset=utf-8");
    });
}
