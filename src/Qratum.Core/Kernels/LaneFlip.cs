using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Qratum.Kernels;

/// <summary>Eight numbers in another order: number i where number i ⊕ m was. Without a shuffle of eight lanes in the processor it takes parts of them.</summary>
internal readonly struct LaneFlip
{
    private readonly int _mask;
    private readonly Vector512<long> _eight;
    private readonly Vector256<int> _four;

    /// <param name="mask">m, 0 to 7.</param>
    public LaneFlip(int mask)
    {
        _mask = mask;
        _eight = Vector512<long>.Indices ^ Vector512.Create((long)mask);
        // Two halves of a number each.
        _four = Vector256<int>.Indices ^ Vector256.Create((mask & 3) << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Of(Vector512<double> value)
    {
        if (Avx512F.IsSupported) return Avx512F.PermuteVar8x64(value, _eight);
        if (Avx2.IsSupported)
        {
            Vector256<double> low = Of(value.GetLower()), high = Of(value.GetUpper());
            return (_mask & 4) == 0 ? Vector512.Create(low, high) : Vector512.Create(high, low);
        }

        var (a, b, c, d) = (value.GetLower().GetLower(), value.GetLower().GetUpper(), value.GetUpper().GetLower(), value.GetUpper().GetUpper());
        if ((_mask & 1) != 0) (a, b, c, d) = (Exchanged(a), Exchanged(b), Exchanged(c), Exchanged(d));
        if ((_mask & 2) != 0) (a, b, c, d) = (b, a, d, c);
        if ((_mask & 4) != 0) (a, b, c, d) = (c, d, a, b);
        return Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Exchanged(Vector128<double> pair) => Vector128.Shuffle(pair, Vector128.Create(1L, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Of(Vector256<double> half) => Avx2.PermuteVar8x32(half.AsInt32(), _four).AsDouble();
}
