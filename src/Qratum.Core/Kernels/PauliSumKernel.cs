using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qratum.Kernels;

/// <summary>
/// Expectation values of all strings of an observable. One visit of a block of 64 amplitudes and its partner forms the 64 products
/// of a group, a Walsh-Hadamard transform over the line bits in registers gives the coefficients that the group's Z masks need, and
/// each string adds one of them, with the sign of the block, to a line of eight sums; lane signs are applied at the end.
/// </summary>
/// <remarks>Items are pieces of sectors, whose number depends on the observable and the size of the state alone.</remarks>
internal readonly unsafe struct PauliSumKernel<T> : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _state;
    private readonly PauliObservable _observable;
    private readonly int _pieces;
    private readonly double[][] _sums;

    private PauliSumKernel(T* state, PauliObservable observable, int pieces, double[][] sums)
    {
        _state = state;
        _observable = observable;
        _pieces = pieces;
        _sums = sums;
    }

    /// <summary>⟨ψ|P|ψ⟩ of each string.</summary>
    public static double[] Values(T* state, int threads, PauliObservable observable)
    {
        var sectors = observable.Sectors;
        if (sectors.Length == 0) return [];
        var tiles = 1L << Math.Max(0, observable.QubitCount - observable.TileBits);
        // Enough pieces to keep many threads busy, of at least one pair of tiles.
        var pieces = (int)Math.Max(1, Math.Min(tiles / 2, 128 / (long)BitOperations.RoundUpToPowerOf2((uint)sectors.Length)));
        var items = sectors.Length * pieces;
        var sums = new double[items][];
        WorkSplit.Run(items * WorkSplit.ChunkLength, threads, new PauliSumKernel<T>(state, observable, pieces, sums));
        var values = new double[observable.Z.Length];
        for (var item = 0; item < items; item++)
        {
            var first = sectors[item / pieces].FirstTerm;
            for (var t = 0; t < sums[item].Length; t++) values[first + t] += sums[item][t];
        }

        for (var t = 0; t < values.Length; t++) values[t] *= observable.Scale[t];
        return values;
    }

    /// <summary>One item for each chunk: sectors differ too much in work for ranges of them.</summary>
    public void Run(long start, long end, int chunk)
    {
        var sector = _observable.Sectors[chunk / _pieces];
        var tileBits = _observable.TileBits;
        var amplitudes = 1L << _observable.QubitCount;
        var visited = Math.Max(1, amplitudes >> tileBits) >> (sector.Distance == 0 ? 0 : 1);
        var perPiece = visited / _pieces;
        var below = PauliGroup.BitsBelowPivot(sector.Distance);

        var copies = PauliTile<T>.Copies(amplitudes);
        var tileLength = PauliTile<T>.Length(tileBits);
        using var buffer = new AlignedBuffer((UInt128)(((copies ? 2 * tileLength : 0) + (16L * sector.TermCount)) * sizeof(double)), "The sums of an expectation value");
        var room = (double*)buffer.Pointer;
        var accumulators = room + (copies ? 2 * tileLength : 0);
        new Span<double>(accumulators, 16 * sector.TermCount).Clear();
        for (var k = (chunk % _pieces) * perPiece; k < (chunk % _pieces + 1) * perPiece; k++)
        {
            var tile = k + (k & ~below);
            var a = PauliTile<T>.Load(_state, amplitudes, tile, tileBits, copies ? room : null);
            var b = sector.Distance == 0 ? a : PauliTile<T>.Load(_state, amplitudes, tile ^ sector.Distance, tileBits, copies ? room + tileLength : null);
            foreach (var group in sector.Groups)
                PauliProducts.Add(group, _observable, a, b, tile << (tileBits - PauliGroup.BlockBits), accumulators + (16 * (group.FirstTerm - sector.FirstTerm)));
        }

        var sums = new double[sector.TermCount];
        for (var t = 0; t < sums.Length; t++)
        {
            var z = PauliGroup.LanePart(_observable.Z[sector.FirstTerm + t]);
            var lanes = Vector512.Load(accumulators + (16 * t)) - Vector512.Load(accumulators + (16 * t) + 8);
            for (var lane = 0; lane < 8; lane++) sums[t] += (BitOperations.PopCount((uint)(z & lane)) & 1) == 0 ? lanes[lane] : -lanes[lane];
        }

        _sums[chunk] = sums;
    }
}
