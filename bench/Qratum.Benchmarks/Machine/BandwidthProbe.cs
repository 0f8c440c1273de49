using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Qratum.Benchmarks.Machine;

/// <summary>Scales parts of a buffer that no cache holds, the next one each time: its time tells the bandwidth of memory that is to be had just now.</summary>
internal sealed unsafe class BandwidthProbe : IDisposable
{
    private const long Length = 256 << 20, Part = 16 << 20;
    private readonly byte* _buffer = (byte*)NativeMemory.AlignedAlloc((nuint)Length, 2 << 20);
    private long _next;

    public BandwidthProbe() => NativeMemory.Clear(_buffer, (nuint)Length);

    /// <summary>Amplitudes of 16 bytes, read and written, per ns.</summary>
    public double Measure()
    {
        var start = Stopwatch.GetTimestamp();
        Floors.Scale((double*)(_buffer + _next), Part / sizeof(double));
        var rate = Part / 16 / Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        _next = (_next + Part) % Length;
        return rate;
    }

    public void Dispose() => NativeMemory.AlignedFree(_buffer);
}
