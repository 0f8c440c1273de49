using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>Applies a bound <see cref="RotationGroup"/> in one pass. Items are pairs of lines, or lines when x lies inside them.</summary>
internal readonly unsafe struct RotationKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly RotationTables<T> _tables;

    private RotationKernel(T* state, RotationTables<T> tables)
    {
        _state = state;
        _tables = tables;
    }

    public static void Apply(T* state, long lines, int threads, RotationTables<T> tables) =>
        WorkSplit.Run(tables.LineX == 0 ? lines : lines / 2, threads, new RotationKernel<T>(state, tables));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end, int chunk)
    {
        var tables = _tables;
        var width = Lanes<T>.Width;
        var flip = tables.Flip;
        if (tables.LineX == 0)
        {
            for (var line = start; line < end; line++)
            {
                var pattern = PatternOf(tables.LineBasis, line);
                if (!tables.Active[pattern]) continue;
                var p = _state + (line * 2 * width);
                Vector512<T> re = Vector512.Load(p), im = Vector512.Load(p + width);
                Rotate(p, width, re, im, Lanes<T>.Flip(re, flip), Lanes<T>.Flip(im, flip), tables.Cos[pattern], SignedSin(tables, line, pattern), tables.HasOddY);
            }

            return;
        }

        var pivot = (long)(1UL << BitOperations.Log2((ulong)tables.LineX));
        for (var pair = start; pair < end; pair++)
        {
            var low = pair & (pivot - 1);
            var line = ((pair - low) << 1) | low;
            var other = line ^ tables.LineX;
            int pattern = PatternOf(tables.LineBasis, line), otherPattern = PatternOf(tables.LineBasis, other);
            if (!tables.Active[pattern] && !tables.Active[otherPattern]) continue;
            T* p = _state + (line * 2 * width), q = _state + (other * 2 * width);
            Vector512<T> ar = Vector512.Load(p), ai = Vector512.Load(p + width), br = Vector512.Load(q), bi = Vector512.Load(q + width);
            Rotate(p, width, ar, ai, Lanes<T>.Flip(br, flip), Lanes<T>.Flip(bi, flip), tables.Cos[pattern], SignedSin(tables, line, pattern), tables.HasOddY);
            Rotate(q, width, br, bi, Lanes<T>.Flip(ar, flip), Lanes<T>.Flip(ai, flip), tables.Cos[otherPattern], SignedSin(tables, other, otherPattern), tables.HasOddY);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int PatternOf(long[] basis, long line)
    {
        var pattern = 0;
        for (var k = 0; k < basis.Length; k++) pattern |= (BitOperations.PopCount((ulong)(basis[k] & line)) & 1) << k;
        return pattern;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> SignedSin(RotationTables<T> tables, long line, int pattern) =>
        (BitOperations.PopCount((ulong)(tables.LineZ & line)) & 1) == 0 ? tables.Sin[pattern] : -tables.Sin[pattern];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate(T* target, int width, Vector512<T> re, Vector512<T> im, Vector512<T> partnerRe, Vector512<T> partnerIm,
        Vector512<T> cos, Vector512<T> sin, bool odd)
    {
        if (odd)
        {
            Lanes<T>.Fma(sin, partnerRe, cos * re).Store(target);
            Lanes<T>.Fma(sin, partnerIm, cos * im).Store(target + width);
        }
        else
        {
            Lanes<T>.Fma(sin, partnerIm, cos * re).Store(target);
            Lanes<T>.Fma(-sin, partnerRe, cos * im).Store(target + width);
        }
    }
}
