using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Scanova.Load.Driving;

/// <summary>
/// Waits until one of many sockets has something to read: ppoll(2) of Linux, because <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, int)"/>
/// allocates on every call and cannot wait less than a millisecond.
/// </summary>
internal sealed partial class Readiness(IReadOnlyList<Socket> sockets)
{
    private const short Readable = 1;
    private const int InterruptedCall = 4;

    private readonly PollFd[] _polled = [.. sockets.Select(s => new PollFd { Descriptor = (int)s.Handle, Wanted = Readable })];

    /// <summary>Waits at most so long; <see cref="IsReady"/> says afterwards which sockets are.</summary>
    public void Wait(TimeSpan timeout)
    {
        var spec = new TimeSpec
        {
            Seconds = (nint)timeout.TotalSeconds,
            Nanoseconds = (nint)(timeout.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick),
        };
        if (Poll(_polled, (nuint)_polled.Length, spec, 0) >= 0) return;

        var error = Marshal.GetLastPInvokeError();
        if (error != InterruptedCall) throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        foreach (ref var polled in _polled.AsSpan()) polled.Returned = 0;
    }

    public bool IsReady(int index) => _polled[index].Returned != 0;

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int Poll([In, Out] PollFd[] descriptors, nuint count, in TimeSpec timeout, nint signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
