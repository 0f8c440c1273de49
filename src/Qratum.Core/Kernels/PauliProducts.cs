using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Qratum.Kernels;

/// <summary>The inner loops of <see cref="PauliSumKernel{T}"/>.</summary>
internal static unsafe class PauliProducts
{
    private const int BlockLength = 128;

    /// <summary>Adds what the blocks of a tile contribute to each string of a group: 8 sums of blocks of even parity with the string's Z mask, then 8 of odd.</summary>
    public static void Add(PauliGroup group, PauliObservable observable, double* a, double* b, long firstBlock, double* accumulators)
    {
        if (group.IsOdd) Add<On>(group, observable, a, b, firstBlock, accumulators);
        else Add<Off>(group, observable, a, b, firstBlock, accumulators);
    }

    private static void Add<TOdd>(PauliGroup group, PauliObservable observable, double* a, double* b, long firstBlock, double* accumulators)
        where TOdd : struct, IPauliChoice
    {
        if (PauliGroup.LanePart(group.X) != 0) Add<TOdd, On>(group, observable, a, b, firstBlock, accumulators);
        else Add<TOdd, Off>(group, observable, a, b, firstBlock, accumulators);
    }

    private static void Add<TOdd, TFlip>(PauliGroup group, PauliObservable observable, double* a, double* b, long firstBlock, double* accumulators)
        where TOdd : struct, IPauliChoice
        where TFlip : struct, IPauliChoice
    {
        switch (group.Rank)
        {
            case 0: Add<TOdd, TFlip, Rank0>(group, observable, a, b, firstBlock, accumulators); break;
            case 1: Add<TOdd, TFlip, Rank1>(group, observable, a, b, firstBlock, accumulators); break;
            case 2: Add<TOdd, TFlip, Rank2>(group, observable, a, b, firstBlock, accumulators); break;
            default: Add<TOdd, TFlip, Rank3>(group, observable, a, b, firstBlock, accumulators); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TOdd, TFlip, TRank>(PauliGroup group, PauliObservable observable, double* a, double* b, long firstBlock, double* accumulators)
        where TOdd : struct, IPauliChoice
        where TFlip : struct, IPauliChoice
        where TRank : struct, IPauliChoice
    {
        var blocks = 1L << (observable.TileBits - PauliGroup.BlockBits);
        var blockX = PauliGroup.BlockPart(group.X) & (blocks - 1);
        var below = -1L;
        if (a == b && blockX != 0)
        {
            blocks >>= 1;
            below = PauliGroup.BitsBelowPivot(blockX);
        }

        var offsets = stackalloc nint[16];
        group.WriteOffsets(offsets);
        var flip = new LaneFlip(PauliGroup.LanePart(group.X));
        fixed (long* masks = &observable.VisitMasks[group.FirstTerm])
        fixed (int* indices = &observable.Index[group.FirstTerm])
        {
            if (group.Count == 1)
            {
                var mask = masks[0];
                var sum = Vector512.Load(accumulators);
                for (var k = 0L; k < blocks; k++)
                {
                    var block = k + (k & ~below);
                    double* p = a + (block * BlockLength), q = b + ((block ^ blockX) * BlockLength);
                    // A group of one string has rank 0 or 1.
                    Vector512<double> value;
                    if (typeof(TRank) == typeof(Rank0)) value = Products<TOdd, TFlip>(p, q, offsets, 0, 8, flip);
                    else value = Products<TOdd, TFlip>(p, q, offsets, 0, 4, flip) - Products<TOdd, TFlip>(p, q, offsets, 4, 4, flip);
                    sum += value ^ Sign(mask & (firstBlock + k));
                }

                sum.Store(accumulators);
                return;
            }

            var room = stackalloc byte[(WalshHadamard.Lines * 64) + 64];
            var transform = (double*)(((nint)room + 63) & ~63);
            var step = Math.Min(8, blocks);
            for (var k = 0L; k < blocks; k += step)
            {
                for (var i = 0L; i < step; i++)
                {
                    var block = k + i;
                    block += block & ~below;
                    double* p = a + (block * BlockLength), q = b + ((block ^ blockX) * BlockLength), target = transform + (8 * i);
                    if (typeof(TRank) == typeof(Rank0))
                    {
                        Products<TOdd, TFlip>(p, q, offsets, 0, 8, flip).Store(target);
                    }
                    else if (typeof(TRank) == typeof(Rank1))
                    {
                        Vector512<double> c0 = Products<TOdd, TFlip>(p, q, offsets, 0, 4, flip), c1 = Products<TOdd, TFlip>(p, q, offsets, 4, 4, flip);
                        (c0 + c1).Store(target);
                        (c0 - c1).Store(target + 64);
                    }
                    else if (typeof(TRank) == typeof(Rank2))
                    {
                        Vector512<double> c0 = Products<TOdd, TFlip>(p, q, offsets, 0, 2, flip), c1 = Products<TOdd, TFlip>(p, q, offsets, 2, 2, flip),
                            c2 = Products<TOdd, TFlip>(p, q, offsets, 4, 2, flip), c3 = Products<TOdd, TFlip>(p, q, offsets, 6, 2, flip);
                        WalshHadamard.Store(c0, c1, c2, c3, target);
                    }
                    else
                    {
                        Vector512<double> c0 = Products<TOdd, TFlip>(p, q, offsets, 0, 1, flip), c1 = Products<TOdd, TFlip>(p, q, offsets, 1, 1, flip),
                            c2 = Products<TOdd, TFlip>(p, q, offsets, 2, 1, flip), c3 = Products<TOdd, TFlip>(p, q, offsets, 3, 1, flip),
                            c4 = Products<TOdd, TFlip>(p, q, offsets, 4, 1, flip), c5 = Products<TOdd, TFlip>(p, q, offsets, 5, 1, flip),
                            c6 = Products<TOdd, TFlip>(p, q, offsets, 6, 1, flip), c7 = Products<TOdd, TFlip>(p, q, offsets, 7, 1, flip);
                        WalshHadamard.Store(c0 + c4, c1 + c5, c2 + c6, c3 + c7, target);
                        WalshHadamard.Store(c0 - c4, c1 - c5, c2 - c6, c3 - c7, target + 256);
                    }
                }

                WalshHadamard.OverBlocks(transform, 1 << group.Rank, (int)step);
                var number = firstBlock + (k & ~7);
                for (var t = 0; t < group.Count; t++)
                {
                    var target = accumulators + (16 * t) + ((BitOperations.PopCount((ulong)(masks[t] & number)) & 1) * 8);
                    (Vector512.Load(target) + Vector512.Load(transform + (64 * indices[t]) + (8 * (masks[t] & (step - 1))))).Store(target);
                }
            }
        }
    }

    /// <summary>The sign bit where the parity of a mask is odd, zeros where it is even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sign(long mask) => Vector512.Create((long)BitOperations.PopCount((ulong)mask) << 63).AsDouble();

    /// <summary>Sum of the products of some lines, lane by lane: two chains, for real and imaginary parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Products<TOdd, TFlip>(double* a, double* b, nint* offsets, int first, int count, in LaneFlip flip)
        where TOdd : struct, IPauliChoice
        where TFlip : struct, IPauliChoice
    {
        double* p = a + offsets[first], q = b + offsets[8 + first];
        Vector512<double> real, imaginary;
        if (typeof(TOdd) == typeof(On))
        {
            real = Vector512.Load(p) * Partner<TFlip>(q + 8, flip);
            imaginary = Vector512.Load(p + 8) * Partner<TFlip>(q, flip);
        }
        else
        {
            real = Vector512.Load(p) * Partner<TFlip>(q, flip);
            imaginary = Vector512.Load(p + 8) * Partner<TFlip>(q + 8, flip);
        }

        if (count > 1) Add<TOdd, TFlip>(a, b, offsets, first + 1, flip, ref real, ref imaginary);
        if (count > 2)
        {
            Add<TOdd, TFlip>(a, b, offsets, first + 2, flip, ref real, ref imaginary);
            Add<TOdd, TFlip>(a, b, offsets, first + 3, flip, ref real, ref imaginary);
        }

        if (count > 4)
        {
            Add<TOdd, TFlip>(a, b, offsets, first + 4, flip, ref real, ref imaginary);
            Add<TOdd, TFlip>(a, b, offsets, first + 5, flip, ref real, ref imaginary);
            Add<TOdd, TFlip>(a, b, offsets, first + 6, flip, ref real, ref imaginary);
            Add<TOdd, TFlip>(a, b, offsets, first + 7, flip, ref real, ref imaginary);
        }

        return typeof(TOdd) == typeof(On) ? real - imaginary : real + imaginary;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TOdd, TFlip>(double* a, double* b, nint* offsets, int line, in LaneFlip flip, ref Vector512<double> real, ref Vector512<double> imaginary)
        where TOdd : struct, IPauliChoice
        where TFlip : struct, IPauliChoice
    {
        double* p = a + offsets[line], q = b + offsets[8 + line];
        Vector512<double> re = Partner<TFlip>(q, flip), im = Partner<TFlip>(q + 8, flip);
        real = Vector512.FusedMultiplyAdd(Vector512.Load(p), typeof(TOdd) == typeof(On) ? im : re, real);
        imaginary = Vector512.FusedMultiplyAdd(Vector512.Load(p + 8), typeof(TOdd) == typeof(On) ? re : im, imaginary);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Partner<TFlip>(double* source, in LaneFlip flip)
        where TFlip : struct, IPauliChoice =>
        typeof(TFlip) == typeof(On) ? flip.Of(Vector512.Load(source)) : Vector512.Load(source);
}
