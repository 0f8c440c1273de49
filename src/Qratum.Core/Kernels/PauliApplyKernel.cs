using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// H|ψ⟩: amplitude i of the result gets f(i) ψ_{i⊕x} for each group, f being real for an even number of Y and imaginary for an
/// odd one. The strings of a group give the Walsh-Hadamard coefficients of f on a block, the transform gives f.
/// </summary>
/// <remarks>Items are ranges of tiles of the result, which stay in the cache while all groups pass.</remarks>
internal readonly unsafe struct PauliApplyKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximumPieces = 256;
    private readonly T* _state, _target;
    private readonly PauliObservable _observable;
    private readonly int _pieces;
    private readonly double* _lanes;

    private PauliApplyKernel(T* state, T* target, PauliObservable observable, int pieces, double* lanes)
    {
        _state = state;
        _target = target;
        _observable = observable;
        _pieces = pieces;
        _lanes = lanes;
    }

    /// <summary>Writes H|ψ⟩, H being the first sum of an observable.</summary>
    public static void Apply(T* state, T* target, int threads, PauliObservable observable)
    {
        var coefficients = observable.Coefficients(0);
        using var room = new AlignedBuffer((UInt128)Math.Max(64, coefficients.Length * 64), "The product of a Pauli sum and a state");
        var lanes = (double*)room.Pointer;
        for (var t = 0; t < coefficients.Length; t++)
        {
            var z = PauliGroup.LanePart(observable.Z[t]);
            var coefficient = Math.Sign(observable.Scale[t]) * coefficients[t];
            for (var lane = 0; lane < 8; lane++) lanes[(8 * t) + lane] = (BitOperations.PopCount((uint)(z & lane)) & 1) == 0 ? coefficient : -coefficient;
        }

        var pieces = (int)Math.Min(MaximumPieces, 1L << Math.Max(0, observable.QubitCount - observable.TileBits));
        WorkSplit.Run(pieces * WorkSplit.ChunkLength, threads, new PauliApplyKernel<T>(state, target, observable, pieces, lanes));
    }

    public void Run(long start, long end, int chunk)
    {
        var tileBits = _observable.TileBits;
        var amplitudes = 1L << _observable.QubitCount;
        var perPiece = Math.Max(1, amplitudes >> tileBits) / _pieces;
        var copies = PauliTile<T>.Copies(amplitudes);
        var length = PauliTile<T>.Length(tileBits);
        using var tiles = copies ? new AlignedBuffer((UInt128)(2 * length * sizeof(double)), "Two tiles of a state") : null;
        var room = tiles is null ? null : (double*)tiles.Pointer;
        for (var tile = chunk * perPiece; tile < (chunk + 1) * perPiece; tile++)
        {
            var target = copies ? room : (double*)_target + (tile * length);
            new Span<double>(target, (int)length).Clear();
            foreach (var sector in _observable.Sectors)
            {
                var source = PauliTile<T>.Load(_state, amplitudes, tile ^ sector.Distance, tileBits, copies ? room + length : null);
                foreach (var group in sector.Groups) PauliFactors.Apply(group, _observable, source, target, tile << (tileBits - PauliGroup.BlockBits), _lanes + (8 * group.FirstTerm));
            }

            PauliTile<T>.Store(_target, amplitudes, tile, tileBits, room);
        }
    }
}

/// <summary>The inner loops of <see cref="PauliApplyKernel{T}"/>.</summary>
internal static unsafe class PauliFactors
{
    private const int BlockLength = 128;

    /// <summary>Adds f(i) ψ_{i⊕x} to the blocks of a tile; <paramref name="lanes"/> has for each string of the group its factor in each lane.</summary>
    public static void Apply(PauliGroup group, PauliObservable observable, double* source, double* target, long firstBlock, double* lanes)
    {
        if (group.IsOdd) Apply<On>(group, observable, source, target, firstBlock, lanes);
        else Apply<Off>(group, observable, source, target, firstBlock, lanes);
    }

    private static void Apply<TOdd>(PauliGroup group, PauliObservable observable, double* source, double* target, long firstBlock, double* lanes)
        where TOdd : struct, IPauliChoice
    {
        if (PauliGroup.LanePart(group.X) != 0) Apply<TOdd, On>(group, observable, source, target, firstBlock, lanes);
        else Apply<TOdd, Off>(group, observable, source, target, firstBlock, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TOdd, TFlip>(PauliGroup group, PauliObservable observable, double* source, double* target, long firstBlock, double* lanes)
        where TOdd : struct, IPauliChoice
        where TFlip : struct, IPauliChoice
    {
        var blocks = 1L << (observable.TileBits - PauliGroup.BlockBits);
        var blockX = PauliGroup.BlockPart(group.X) & (blocks - 1);
        var flip = new LaneFlip(PauliGroup.LanePart(group.X));
        int classes = 1 << group.Rank, count = group.Count;
        var offsets = stackalloc nint[16];
        group.WriteOffsets(offsets);
        fixed (long* zs = &observable.Z[group.FirstTerm])
        fixed (int* indices = &observable.Index[group.FirstTerm])
        {
            if (count == 1)
            {
                var lane = Vector512.Load(lanes);
                // A second class has the other sign.
                var other = classes == 1 ? Vector512<double>.Zero : Vector512.Create(long.MinValue).AsDouble();
                for (var block = 0L; block < blocks; block++)
                {
                    double* to = target + (block * BlockLength), from = source + ((block ^ blockX) * BlockLength);
                    var f = lane ^ PauliProducts.Sign((zs[0] >> PauliGroup.BlockBits) & (firstBlock + block));
                    Add<TOdd, TFlip>(to, from, offsets, 0, 4, f, flip);
                    Add<TOdd, TFlip>(to, from, offsets, 4, 4, f ^ other, flip);
                }

                return;
            }

            var room = stackalloc byte[(WalshHadamard.Lines * 64) + 64];
            var table = (double*)(((nint)room + 63) & ~63);
            var step = (int)Math.Min(8, blocks);
            for (var first = 0L; first < blocks; first += step)
            {
                new Span<double>(table, classes * 64).Clear();
                var number = firstBlock + (first & ~7);
                for (var t = 0; t < count; t++)
                {
                    var z = zs[t] >> PauliGroup.BlockBits;
                    var entry = table + (64 * indices[t]) + (8 * (z & (step - 1)));
                    (Vector512.Load(entry) + (Vector512.Load(lanes + (8 * t)) ^ PauliProducts.Sign(z & number))).Store(entry);
                }

                WalshHadamard.OverBlocks(table, classes, step);
                WalshHadamard.OverRows(table, classes, step);
                for (var i = 0; i < step; i++)
                {
                    double* to = target + ((first + i) * BlockLength), from = source + (((first + i) ^ blockX) * BlockLength), f = table + (8 * i);
                    switch (classes)
                    {
                        case 1:
                            Add<TOdd, TFlip>(to, from, offsets, 0, 8, Vector512.Load(f), flip);
                            break;
                        case 2:
                            for (var c = 0; c < 2; c++) Add<TOdd, TFlip>(to, from, offsets, 4 * c, 4, Vector512.Load(f + (64 * c)), flip);
                            break;
                        case 4:
                            for (var c = 0; c < 4; c++) Add<TOdd, TFlip>(to, from, offsets, 2 * c, 2, Vector512.Load(f + (64 * c)), flip);
                            break;
                        default:
                            for (var c = 0; c < 8; c++) Add<TOdd, TFlip>(to, from, offsets, c, 1, Vector512.Load(f + (64 * c)), flip);
                            break;
                    }
                }
            }
        }
    }

    /// <summary>Adds f ψ_{i⊕x}, or −i f ψ_{i⊕x} for an odd number of Y, to some lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TOdd, TFlip>(double* to, double* from, nint* offsets, int first, int count, Vector512<double> f, in LaneFlip flip)
        where TOdd : struct, IPauliChoice
        where TFlip : struct, IPauliChoice
    {
        for (var k = first; k < first + count; k++)
        {
            double* p = to + offsets[k], q = from + offsets[8 + k];
            Vector512<double> re = PauliProducts.Partner<TFlip>(q, flip), im = PauliProducts.Partner<TFlip>(q + 8, flip);
            if (typeof(TOdd) == typeof(On))
            {
                Vector512.FusedMultiplyAdd(f, im, Vector512.Load(p)).Store(p);
                Vector512.FusedMultiplyAdd(-f, re, Vector512.Load(p + 8)).Store(p + 8);
            }
            else
            {
                Vector512.FusedMultiplyAdd(f, re, Vector512.Load(p)).Store(p);
                Vector512.FusedMultiplyAdd(f, im, Vector512.Load(p + 8)).Store(p + 8);
            }
        }
    }
}
