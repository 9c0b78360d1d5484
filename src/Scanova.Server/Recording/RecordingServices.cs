using Scanova.Log;
using Scanova.Server.Ingest;

namespace Scanova.Server.Recording;

internal static class RecordingServices
{
    public static IServiceCollection AddRecording(this IServiceCollection services) => services
        .AddSingleton<BegunStreams>()
        .AddSingleton<StreamServices>()
        .AddSingleton<StreamGrains>()
        .AddSingleton<GrainCalls>()
        .AddSingleton<FirstEvents>()
        .AddSingleton<EventPreviews>()
        .AddSingleton<IEventRecorder, EventRecorder>();
}
