using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Qratum.Benchmarks.Machine;

/// <summary>
/// What the machine can do with one thread: in-place scaling of a state in ns per fp64 amplitude (16 bytes read and written),
/// and fused multiply-adds per ns.
/// </summary>
internal sealed record Floors(double Dram, double L3, double L2, double FmaPerNanosecond)
{
    /// <summary>One pass over a state of 2^<paramref name="qubits"/> amplitudes of 16 bytes, wherever it lies.</summary>
    public double Pass(int qubits) => qubits >= 22 ? Dram : qubits >= 17 ? L3 : L2;

    /// <summary>Arithmetic of so many real multiply-adds per amplitude.</summary>
    public double Fma(double perAmplitude) => perAmplitude / FmaPerNanosecond;

    public static unsafe Floors Measure()
    {
        // 16 bytes more than 2^24 amplitudes would be enough; whole huge pages are what the states have.
        const long most = 1L << 24;
        var memory = (double*)NativeMemory.AlignedAlloc((nuint)most * 16, 2 << 20);
        try
        {
            NativeMemory.Clear(memory, (nuint)most * 16);
            double Best(int qubits, int samples)
            {
                var (count, repeats, best) = (1L << qubits, Math.Max(1, (1L << 20) >> qubits), double.MaxValue);
                for (var k = 0; k < samples; k++)
                {
                    var start = Stopwatch.GetTimestamp();
                    for (var r = 0; r < repeats; r++) Scale(memory, count * 2);
                    best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats / count);
                }

                return best;
            }

            return new Floors(Best(24, 15), Best(20, 60), Best(15, 60), FmaRate());
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Scale(double* p, long length)
    {
        var factor = Vector512.Create(1.0000001);
        for (var end = p + length; p < end; p += 32)
        {
            var (a, b, c, d) = (Vector512.Load(p) * factor, Vector512.Load(p + 8) * factor, Vector512.Load(p + 16) * factor, Vector512.Load(p + 24) * factor);
            a.Store(p);
            b.Store(p + 8);
            c.Store(p + 16);
            d.Store(p + 24);
        }
    }

    private static double FmaRate()
    {
        var best = 0.0;
        for (var k = 0; k < 30; k++)
        {
            const int rounds = 40_000;
            var start = Stopwatch.GetTimestamp();
            IndependentFmas(rounds);
            best = Math.Max(best, rounds * 10.0 * Vector512<double>.Count / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double IndependentFmas(int rounds)
    {
        Vector512<double> f = Vector512.Create(0.999), g = Vector512.Create(0.001);
        Vector512<double> a = f, b = g, c = f, d = g, e = f, h = g, i = f, j = g, k = f, l = g;
        for (var r = 0; r < rounds; r++)
        {
            a = Vector512.FusedMultiplyAdd(a, f, g);
            b = Vector512.FusedMultiplyAdd(b, f, g);
            c = Vector512.FusedMultiplyAdd(c, f, g);
            d = Vector512.FusedMultiplyAdd(d, f, g);
            e = Vector512.FusedMultiplyAdd(e, f, g);
            h = Vector512.FusedMultiplyAdd(h, f, g);
            i = Vector512.FusedMultiplyAdd(i, f, g);
            j = Vector512.FusedMultiplyAdd(j, f, g);
            k = Vector512.FusedMultiplyAdd(k, f, g);
            l = Vector512.FusedMultiplyAdd(l, f, g);
        }

        return Vector512.Sum(a + b + c + d + e + h + i + j + k + l);
    }
}
