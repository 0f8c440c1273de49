using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// One generator of a diagonal gate: the amplitude i gets the phase angle · v(i), where v is ∓1/2 by the parity of i ∧ mask
/// (a Z rotation) or 1 where all bits of the mask are set (a controlled phase) and 0 elsewhere.
/// </summary>
internal readonly record struct DiagonalTerm(long Mask, bool IsParity)
{
    public double ValueAt(long index) => IsParity
        ? (BitOperations.PopCount((ulong)(index & Mask)) & 1) == 0 ? -0.5 : 0.5
        : (index & Mask) == Mask ? 1 : 0;
}

/// <summary>Phases of many diagonal generators in one pass: Σ_t angle_t v_t(i), then one sine and cosine for each amplitude.</summary>
internal readonly unsafe struct DiagonalKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly DiagonalTerm[] _terms;
    private readonly Vector512<double>[] _phases;

    private DiagonalKernel(T* state, DiagonalTerm[] terms, Vector512<double>[] phases)
    {
        _state = state;
        _terms = terms;
        _phases = phases;
    }

    public static void Apply(T* state, long lines, int threads, DiagonalTerm[] terms, ReadOnlySpan<double> angles)
    {
        var groups = Lanes<T>.Width / 8;
        var phases = new Vector512<double>[terms.Length * groups];
        for (var t = 0; t < terms.Length; t++)
        {
            var lanes = terms[t] with { Mask = terms[t].Mask & (Lanes<T>.Width - 1) };
            for (var g = 0; g < groups; g++)
            {
                var (angle, offset) = (angles[t], g * 8);
                phases[(t * groups) + g] = Lanes<double>.Create(lane => angle * lanes.ValueAt(lane + offset));
            }

            terms[t] = terms[t] with { Mask = terms[t].Mask >> Lanes<T>.Bits };
        }

        WorkSplit.Run(lines, threads, new DiagonalKernel<T>(state, terms, phases));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        var groups = width / 8;
        for (var line = start; line < end; line++)
        {
            for (var g = 0; g < groups; g++)
            {
                var phase = Vector512<double>.Zero;
                for (var t = 0; t < _terms.Length; t++)
                {
                    var mask = _terms[t].Mask;
                    if (_terms[t].IsParity)
                    {
                        var part = _phases[(t * groups) + g];
                        phase += (BitOperations.PopCount((ulong)(mask & line)) & 1) == 0 ? part : -part;
                    }
                    else if ((mask & line) == mask)
                    {
                        phase += _phases[(t * groups) + g];
                    }
                }

                var (sin, cos) = Vector512.SinCos(phase);
                Multiply(_state + (line * 2 * width) + (g * 8), width, cos, sin);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Multiply(T* p, int width, Vector512<double> cos, Vector512<double> sin)
    {
        if (typeof(T) == typeof(double))
        {
            var d = (double*)p;
            Vector512<double> re = Vector512.Load(d), im = Vector512.Load(d + width);
            Vector512.FusedMultiplyAdd(cos, re, -(sin * im)).Store(d);
            Vector512.FusedMultiplyAdd(cos, im, sin * re).Store(d + width);
        }
        else
        {
            var f = (float*)p;
            Vector256<float> re = Vector256.Load(f), im = Vector256.Load(f + width);
            Vector256<float> c = Vector256.Narrow(cos.GetLower(), cos.GetUpper()), s = Vector256.Narrow(sin.GetLower(), sin.GetUpper());
            Vector256.FusedMultiplyAdd(c, re, -(s * im)).Store(f);
            Vector256.FusedMultiplyAdd(c, im, s * re).Store(f + width);
        }
    }
}

/// <summary>Phases looked up: amplitude i is multiplied by the phase of its entry in a table of few different values.</summary>
internal readonly unsafe struct PhaseTableKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly ushort[] _index;
    private readonly double[] _cos, _sin;

    private PhaseTableKernel(T* state, ushort[] index, double[] cos, double[] sin)
    {
        _state = state;
        _index = index;
        (_cos, _sin) = (cos, sin);
    }

    public static void Apply(T* state, long lines, int threads, ushort[] index, ReadOnlySpan<double> phases)
    {
        var (cos, sin) = (new double[phases.Length], new double[phases.Length]);
        for (var k = 0; k < phases.Length; k++) (sin[k], cos[k]) = Math.SinCos(phases[k]);
        WorkSplit.Run(lines, threads, new PhaseTableKernel<T>(state, index, cos, sin));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        ref var cos = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_cos);
        ref var sin = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_sin);
        fixed (ushort* indices = _index)
        {
            for (var line = start; line < end; line++)
            {
                for (var g = 0; g < width; g += 8)
                {
                    var k = indices + (line * width) + g;
                    // The processor's gather is slower than eight loads (measured on Zen 4).
                    var c = Vector512.Create(Unsafe.Add(ref cos, k[0]), Unsafe.Add(ref cos, k[1]), Unsafe.Add(ref cos, k[2]), Unsafe.Add(ref cos, k[3]),
                        Unsafe.Add(ref cos, k[4]), Unsafe.Add(ref cos, k[5]), Unsafe.Add(ref cos, k[6]), Unsafe.Add(ref cos, k[7]));
                    var s = Vector512.Create(Unsafe.Add(ref sin, k[0]), Unsafe.Add(ref sin, k[1]), Unsafe.Add(ref sin, k[2]), Unsafe.Add(ref sin, k[3]),
                        Unsafe.Add(ref sin, k[4]), Unsafe.Add(ref sin, k[5]), Unsafe.Add(ref sin, k[6]), Unsafe.Add(ref sin, k[7]));
                    DiagonalKernel<T>.Multiply(_state + (line * 2 * width) + g, width, c, s);
                }
            }
        }
    }
}
