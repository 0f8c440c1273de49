using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>Adds in double what two lines contribute; the order of additions is fixed by the chunks.</summary>
internal interface ILineTerm
{
    /// <summary>Contribution of 8 amplitudes to a real sum, and to a second one where there is one.</summary>
    static abstract (Vector512<double> First, Vector512<double> Second) Of(
        Vector512<double> aRe, Vector512<double> aIm, Vector512<double> bRe, Vector512<double> bIm);
}

/// <summary>|a|².</summary>
internal readonly struct SquareTerm : ILineTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> First, Vector512<double> Second) Of(
        Vector512<double> aRe, Vector512<double> aIm, Vector512<double> bRe, Vector512<double> bIm) =>
        (Vector512.FusedMultiplyAdd(aRe, aRe, aIm * aIm), Vector512<double>.Zero);
}

/// <summary>Real and imaginary part of a* b.</summary>
internal readonly struct InnerTerm : ILineTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> First, Vector512<double> Second) Of(
        Vector512<double> aRe, Vector512<double> aIm, Vector512<double> bRe, Vector512<double> bIm) =>
        (Vector512.FusedMultiplyAdd(aRe, bRe, aIm * bIm), Vector512.FusedMultiplyAdd(aRe, bIm, -(aIm * bRe)));
}

/// <summary>Sums over two states, restricted to indices with given bits.</summary>
internal readonly unsafe struct SumKernel<T, TTerm> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTerm : struct, ILineTerm
{
    private readonly T* _a, _b;
    private readonly long _mask, _value;
    private readonly Vector512<double>[] _lanes;
    private readonly (double First, double Second)[] _sums;

    private SumKernel(T* a, T* b, long mask, long value, Vector512<double>[] lanes, (double First, double Second)[] sums)
    {
        _a = a;
        _b = b;
        (_mask, _value) = (mask >> Lanes<T>.Bits, value >> Lanes<T>.Bits);
        _lanes = lanes;
        _sums = sums;
    }

    /// <summary>The sums of each chunk, in order.</summary>
    public static (double First, double Second)[] Chunks(T* a, T* b, long lines, int threads, long mask = 0, long value = 0)
    {
        var low = Lanes<T>.Width - 1;
        var lanes = new Vector512<double>[Lanes<T>.Width / 8];
        for (var g = 0; g < lanes.Length; g++)
        {
            var offset = g * 8;
            lanes[g] = Lanes<double>.Create(lane => ((lane + offset) & mask & low) == (value & low) ? 1 : 0);
        }

        var sums = new (double, double)[WorkSplit.ChunkCount(lines)];
        WorkSplit.Run(lines, threads, new SumKernel<T, TTerm>(a, b, mask, value, lanes, sums));
        return sums;
    }

    /// <summary>The sums over all chunks, added in order.</summary>
    public static (double First, double Second) Total(T* a, T* b, long lines, int threads, long mask = 0, long value = 0)
    {
        double first = 0, second = 0;
        foreach (var chunk in Chunks(a, b, lines, threads, mask, value))
        {
            first += chunk.First;
            second += chunk.Second;
        }

        return (first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        Vector512<double> first = default, second = default;
        for (var line = start; line < end; line++)
        {
            if ((line & _mask) != _value) continue;
            for (var g = 0; g < _lanes.Length; g++)
            {
                T* a = _a + (line * 2 * width) + (g * 8), b = _b + (line * 2 * width) + (g * 8);
                var (x, y) = TTerm.Of(Wide(a), Wide(a + width), Wide(b), Wide(b + width));
                first = Vector512.FusedMultiplyAdd(x, _lanes[g], first);
                second = Vector512.FusedMultiplyAdd(y, _lanes[g], second);
            }
        }

        _sums[chunk] = (Lanes<double>.Sum(first), Lanes<double>.Sum(second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Wide(T* p) => LineLoad<T>.Wide(p);
}

/// <summary>Eight numbers as doubles, whatever their type.</summary>
internal static unsafe class LineLoad<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Wide(T* p)
    {
        if (typeof(T) == typeof(double)) return Vector512.Load((double*)p);
        var (lower, upper) = Vector256.Widen(Vector256.Load((float*)p));
        return Vector512.Create(lower, upper);
    }
}

/// <summary>Multiplies amplitudes by one number where given bits have given values and by zero elsewhere: the collapse of a measurement.</summary>
internal readonly unsafe struct ProjectKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly long _mask, _value;
    private readonly Vector512<T> _factor;

    private ProjectKernel(T* state, long mask, long value, Vector512<T> factor)
    {
        _state = state;
        (_mask, _value) = (mask >> Lanes<T>.Bits, value >> Lanes<T>.Bits);
        _factor = factor;
    }

    public static void Apply(T* state, long lines, int threads, long mask, long value, double factor)
    {
        var low = Lanes<T>.Width - 1;
        var lanes = Lanes<T>.Create(lane => (lane & mask & low) == (value & low) ? factor : 0);
        WorkSplit.Run(lines, threads, new ProjectKernel<T>(state, mask, value, lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var width = Lanes<T>.Width;
        for (var line = start; line < end; line++)
        {
            var p = _state + (line * 2 * width);
            var factor = (line & _mask) == _value ? _factor : Vector512<T>.Zero;
            (Vector512.Load(p) * factor).Store(p);
            (Vector512.Load(p + width) * factor).Store(p + width);
        }
    }
}
