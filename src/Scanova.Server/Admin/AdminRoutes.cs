namespace Scanova.Server.Admin;

/// <summary>Administration (contract section 10).</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter<AdminDoor>();
        admin.MapSites();
        admin.MapKeys();
        admin.MapQrCodes();
        admin.MapQrImages();
    }
}
