using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>Times what one thread can do at best: scaling memory in place, and multiply-adds on registers.</summary>
internal sealed unsafe class MachineProbe : IDisposable
{
    // The best of a few, and of as many as a while allows: anything else that runs only adds to a time.
    private const int Samples = 7;
    private const double Milliseconds = 30;

    // Small states are swept several times for one sample, so that the clock's own time does not count.
    private const int LeastBits = 18;
    private readonly AlignedBuffer _buffer;
    private readonly int _qubits;

    /// <param name="qubits">Of the largest state to be timed.</param>
    public MachineProbe(int qubits)
    {
        _qubits = qubits;
        _buffer = new AlignedBuffer((UInt128)16 << qubits, $"Measuring with {qubits} qubits");
        Scale(qubits);
    }

    public void Dispose() => _buffer.Dispose();

    /// <summary>Nanoseconds for an amplitude of 16 bytes when a state of so many qubits is scaled in place.</summary>
    public double Visit(int qubits)
    {
        Debug.Assert(qubits <= _qubits, "The memory is of that many.");
        var (repeats, best) = (1 << Math.Max(0, LeastBits - qubits), double.PositiveInfinity);
        // The first sweeps bring the state into its cache.
        var first = Stopwatch.GetTimestamp();
        for (var k = 0; k < Samples || Stopwatch.GetElapsedTime(first).TotalMilliseconds < Milliseconds; k++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var r = 0; r < repeats; r++) Scale(qubits);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return Math.Max(best, 1) / repeats / (1L << qubits);
    }

    /// <summary>Multiply-adds of doubles in a nanosecond.</summary>
    public static double MultiplyAdds()
    {
        const int rounds = 20_000, chains = 10;
        var best = double.PositiveInfinity;
        var bits = 0;
        var first = Stopwatch.GetTimestamp();
        for (var k = 0; k < Samples || Stopwatch.GetElapsedTime(first).TotalMilliseconds < Milliseconds; k++)
        {
            var start = Stopwatch.GetTimestamp();
            bits = Vector512.IsHardwareAccelerated ? Chains<VectorOps512<double>, Vector512<double>>(rounds)
                : Vector256.IsHardwareAccelerated ? Chains<VectorOps256<double>, Vector256<double>>(rounds) : Chains<VectorOps128<double>, Vector128<double>>(rounds);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return (double)rounds * chains * (1 << bits) / Math.Max(best, 1);
    }

    /// <summary>Ten chains that do not wait for each other; the result is used, or nothing would be computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Chains<TOps, TVector>(int rounds)
        where TOps : struct, IVectorOps<TVector, double>
        where TVector : struct
    {
        TVector f = TOps.Broadcast(0.999), g = TOps.Broadcast(0.001);
        TVector a = f, b = g, c = f, d = g, e = f, h = g, i = f, j = g, k = f, l = g;
        for (var r = 0; r < rounds; r++)
        {
            a = TOps.Fma(a, f, g);
            b = TOps.Fma(b, f, g);
            c = TOps.Fma(c, f, g);
            d = TOps.Fma(d, f, g);
            e = TOps.Fma(e, f, g);
            h = TOps.Fma(h, f, g);
            i = TOps.Fma(i, f, g);
            j = TOps.Fma(j, f, g);
            k = TOps.Fma(k, f, g);
            l = TOps.Fma(l, f, g);
        }

        a = TOps.Add(TOps.Add(TOps.Add(a, b), TOps.Add(c, d)), TOps.Add(TOps.Add(e, h), TOps.Add(TOps.Add(i, j), TOps.Add(k, l))));
        var lanes = stackalloc double[8];
        TOps.Store(lanes, a);
        return double.IsNaN(lanes[0]) ? 0 : TOps.Bits;
    }

    private void Scale(int qubits)
    {
        var memory = (double*)_buffer.Pointer;
        var length = 2L << qubits;
        if (Vector512.IsHardwareAccelerated) Scale<VectorOps512<double>, Vector512<double>>(memory, length);
        else if (Vector256.IsHardwareAccelerated) Scale<VectorOps256<double>, Vector256<double>>(memory, length);
        else Scale<VectorOps128<double>, Vector128<double>>(memory, length);
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<TOps, TVector>(double* memory, long length)
        where TOps : struct, IVectorOps<TVector, double>
        where TVector : struct
    {
        var (factor, step) = (TOps.Broadcast(1.0000001), 1 << TOps.Bits);
        for (var end = memory + length; memory < end; memory += 4 * step)
        {
            TVector a = TOps.Multiply(TOps.Load(memory), factor), b = TOps.Multiply(TOps.Load(memory + step), factor);
            TVector c = TOps.Multiply(TOps.Load(memory + (2 * step)), factor), d = TOps.Multiply(TOps.Load(memory + (3 * step)), factor);
            TOps.Store(memory, a);
            TOps.Store(memory + step, b);
            TOps.Store(memory + (2 * step), c);
            TOps.Store(memory + (3 * step), d);
        }
    }
}
