using System.Runtime.CompilerServices;

namespace Qratum.Chemistry;

/// <summary>
/// The innermost product: 4 rows times one, two or three vectors of columns, summed in registers over the depth of a block. Twelve sums
/// hide the latency of a multiply-add on every processor known to us and fit sixteen registers with their operands.
/// </summary>
internal static class GemmTile
{
    public const int Rows = 4;

    /// <summary>Vectors of columns in a full tile.</summary>
    public const int Vectors = 3;

    /// <summary>tile (4 × 3 vectors, by rows) = left (depth × 4) ᵀ · right (depth × 3 vectors, rows step numbers apart).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Three<TLanes, TVector>(ref double left, ref double right, int step, int depth, ref double tile)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        TVector c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var k = 0; k < depth; k++)
        {
            var x = TLanes.Load(ref right, 0);
            var y = TLanes.Load(ref right, TLanes.Count);
            var z = TLanes.Load(ref right, 2 * TLanes.Count);
            var weight = TLanes.Broadcast(left);
            a0 = TLanes.MultiplyAdd(weight, x, a0);
            a1 = TLanes.MultiplyAdd(weight, y, a1);
            a2 = TLanes.MultiplyAdd(weight, z, a2);
            weight = TLanes.Broadcast(Unsafe.Add(ref left, 1));
            b0 = TLanes.MultiplyAdd(weight, x, b0);
            b1 = TLanes.MultiplyAdd(weight, y, b1);
            b2 = TLanes.MultiplyAdd(weight, z, b2);
            weight = TLanes.Broadcast(Unsafe.Add(ref left, 2));
            c0 = TLanes.MultiplyAdd(weight, x, c0);
            c1 = TLanes.MultiplyAdd(weight, y, c1);
            c2 = TLanes.MultiplyAdd(weight, z, c2);
            weight = TLanes.Broadcast(Unsafe.Add(ref left, 3));
            d0 = TLanes.MultiplyAdd(weight, x, d0);
            d1 = TLanes.MultiplyAdd(weight, y, d1);
            d2 = TLanes.MultiplyAdd(weight, z, d2);
            left = ref Unsafe.Add(ref left, Rows);
            right = ref Unsafe.Add(ref right, step);
        }

        Row<TLanes, TVector>(ref tile, 0, a0, a1, a2);
        Row<TLanes, TVector>(ref tile, 1, b0, b1, b2);
        Row<TLanes, TVector>(ref tile, 2, c0, c1, c2);
        Row<TLanes, TVector>(ref tile, 3, d0, d1, d2);
    }

    /// <summary>The same for two vectors of columns; the tile's rows keep their distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two<TLanes, TVector>(ref double left, ref double right, int step, int depth, ref double tile)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var k = 0; k < depth; k++)
        {
            var x = TLanes.Load(ref right, 0);
            var y = TLanes.Load(ref right, TLanes.Count);
            var weight = TLanes.Broadcast(left);
            a0 = TLanes.MultiplyAdd(weight, x, a0);
            a1 = TLanes.MultiplyAdd(weight, y, a1);
            weight = TLanes.Broadcast(Unsafe.Add(ref left, 1));
            b0 = TLanes.MultiplyAdd(weight, x, b0);
            b1 = TLanes.MultiplyAdd(weight, y, b1);
            weight = TLanes.Broadcast(Unsafe.Add(ref left, 2));
            c0 = TLanes.MultiplyAdd(weight, x, c0);
            c1 = TLanes.MultiplyAdd(weight, y, c1);
            weight = TLanes.Broadcast(Unsafe.Add(ref left, 3));
            d0 = TLanes.MultiplyAdd(weight, x, d0);
            d1 = TLanes.MultiplyAdd(weight, y, d1);
            left = ref Unsafe.Add(ref left, Rows);
            right = ref Unsafe.Add(ref right, step);
        }

        Row<TLanes, TVector>(ref tile, 0, a0, a1, default);
        Row<TLanes, TVector>(ref tile, 1, b0, b1, default);
        Row<TLanes, TVector>(ref tile, 2, c0, c1, default);
        Row<TLanes, TVector>(ref tile, 3, d0, d1, default);
    }

    /// <summary>The same for one vector of columns; the tile's rows keep their distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One<TLanes, TVector>(ref double left, ref double right, int step, int depth, ref double tile)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        for (var k = 0; k < depth; k++)
        {
            var x = TLanes.Load(ref right, 0);
            a0 = TLanes.MultiplyAdd(TLanes.Broadcast(left), x, a0);
            b0 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref left, 1)), x, b0);
            c0 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref left, 2)), x, c0);
            d0 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref left, 3)), x, d0);
            left = ref Unsafe.Add(ref left, Rows);
            right = ref Unsafe.Add(ref right, step);
        }

        Row<TLanes, TVector>(ref tile, 0, a0, default, default);
        Row<TLanes, TVector>(ref tile, 1, b0, default, default);
        Row<TLanes, TVector>(ref tile, 2, c0, default, default);
        Row<TLanes, TVector>(ref tile, 3, d0, default, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TLanes, TVector>(ref double tile, int row, TVector x, TVector y, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TLanes.Store(x, ref tile, row * Vectors * TLanes.Count);
        TLanes.Store(y, ref tile, ((row * Vectors) + 1) * TLanes.Count);
        TLanes.Store(z, ref tile, ((row * Vectors) + 2) * TLanes.Count);
    }
}
