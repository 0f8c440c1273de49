using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Benchmarks.Machine;

/// <summary>A chain of dependent multiply-adds: its time tells the clock, and whether another process took the processor meanwhile.</summary>
internal static class ClockProbe
{
    private const int Links = 200_000;

    /// <summary>Multiply-adds of the chain per ns: a quarter of the clock in GHz on processors where one takes four cycles.</summary>
    public static double Measure()
    {
        var start = Stopwatch.GetTimestamp();
        Chain();
        return Links / Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Chain()
    {
        Vector256<double> x = Vector256.Create(1.0), f = Vector256.Create(0.999), g = Vector256.Create(0.001);
        for (var k = 0; k < Links; k += 4)
        {
            x = Vector256.FusedMultiplyAdd(x, f, g);
            x = Vector256.FusedMultiplyAdd(x, f, g);
            x = Vector256.FusedMultiplyAdd(x, f, g);
            x = Vector256.FusedMultiplyAdd(x, f, g);
        }

        return Vector256.Sum(x);
    }
}
