using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// Sums prepared for states in memory: strings of all of them once each, by X mask, and masks by the part that leads out
/// of a tile, so that a pair of tiles in the cache serves many masks. Made once for an observable, good for any state.
/// </summary>
internal sealed class PauliObservable
{
    private readonly (int Term, double Coefficient)[][] _sums;

    /// <param name="sums">
    /// Sums on one number of qubits, at most 62. The imaginary part of a coefficient counts as one Y more in its string, which
    /// <see cref="PauliApplyKernel{T}"/> understands; expectation values need Hermitian sums.
    /// </param>
    public PauliObservable(ReadOnlySpan<PauliSum> sums)
    {
        QubitCount = sums[0].QubitCount;
        TileBits = Math.Clamp(QubitCount, PauliGroup.BlockBits, MaximumTileBits);

        // Sorted by what leaves the tile, the mask, the parity of Y, the Z mask.
        var places = new SortedDictionary<(long X, int Parity, long Z), int>();
        foreach (var sum in sums)
        {
            foreach (var (coefficient, pauli) in sum)
            {
                if (coefficient.Imaginary == 0 || coefficient.Real != 0) places[Key(pauli)] = 0;
                if (coefficient.Imaginary != 0) places[TurnedKey(pauli)] = 0;
            }
        }

        var keys = places.Keys.ToArray();
        Z = Array.ConvertAll(keys, k => k.Z);
        Index = new int[keys.Length];
        Scale = new double[keys.Length];
        VisitMasks = new long[keys.Length];
        var sectors = new List<PauliSector>();
        var groups = new List<PauliGroup>();
        for (int first = 0, end; first < keys.Length; first = end)
        {
            var (x, parity, _) = keys[first];
            for (end = first; end < keys.Length && keys[end].X == x && keys[end].Parity == parity; end++) places[keys[end]] = end;
            var group = new PauliGroup(x, parity != 0, first, Z.AsSpan(first, end - first));
            for (var t = first; t < end; t++)
            {
                Index[t] = group.IndexOf(Z[t]);
                VisitMasks[t] = VisitMask(x, PauliGroup.BlockPart(Z[t]));
                // i^y conj(ψ_{i⊕x}) ψ_i: of four cases, y modulo 4, the last two have the other sign. Pairs are seen once.
                // A factor i of the coefficient is (−i)³.
                var y = BitOperations.PopCount((ulong)(x & Z[t]));
                var sign = ((y + (3 * ((y ^ parity) & 1))) & 2) == 0 ? 1 : -1;
                Scale[t] = IsHalved(x) ? 2 * sign : sign;
            }

            groups.Add(group);
            if (end == keys.Length || keys[end].X >> TileBits != x >> TileBits)
            {
                sectors.Add(new PauliSector(x >> TileBits, [.. groups]));
                groups.Clear();
            }
        }

        Sectors = [.. sectors];
        _sums = new (int, double)[sums.Length][];
        for (var s = 0; s < sums.Length; s++)
        {
            _sums[s] = [
                .. sums[s].Where(t => t.Coefficient.Imaginary == 0 || t.Coefficient.Real != 0).Select(t => (places[Key(t.Pauli)], t.Coefficient.Real)),
                .. sums[s].Where(t => t.Coefficient.Imaginary != 0).Select(t => (places[TurnedKey(t.Pauli)], t.Coefficient.Imaginary))];
        }
    }

    /// <summary>Amplitudes of a tile as a power of two: a pair of tiles takes 128 KiB, a part of a second-level cache.</summary>
    public static int MaximumTileBits { get; set; } = 12;

    public int QubitCount { get; }

    public int TileBits { get; }

    public PauliSector[] Sectors { get; }

    /// <summary>Z mask of each string.</summary>
    public long[] Z { get; }

    /// <summary>Which coefficient of its group each string needs.</summary>
    public int[] Index { get; }

    /// <summary>Mask of each string on the number of the tile's first block plus the count of visited blocks: its parity is the sign.</summary>
    public long[] VisitMasks { get; }

    /// <summary>Factor of the sum over the products that were visited.</summary>
    public double[] Scale { get; }

    public int SumCount => _sums.Length;

    /// <summary>Whether of each pair i, i⊕x only one index is visited: the mask leads out of the block.</summary>
    public static bool IsHalved(long x) => x >> PauliGroup.BlockBits != 0;

    /// <summary>Expectation value of a sum from those of the strings.</summary>
    public double Combine(int sum, ReadOnlySpan<double> values)
    {
        var total = 0.0;
        foreach (var (term, coefficient) in _sums[sum]) total += coefficient * values[term];
        return total;
    }

    /// <summary>Coefficient of each string in a sum.</summary>
    public double[] Coefficients(int sum)
    {
        var result = new double[Z.Length];
        foreach (var (term, coefficient) in _sums[sum]) result[term] = coefficient;
        return result;
    }

    private long VisitMask(long x, long blockZ)
    {
        var inTile = (1L << (TileBits - PauliGroup.BlockBits)) - 1;
        var below = x >> TileBits != 0 ? -1 : PauliGroup.BitsBelowPivot(PauliGroup.BlockPart(x));
        var low = blockZ & inTile;
        return (blockZ & ~inTile) | (low & below) | ((low >> 1) & ~below);
    }

    private static (long X, int Parity, long Z) Key(PauliString pauli) =>
        ((long)pauli.X.Low, pauli.YCount & 1, (long)pauli.Z.Low);

    private static (long X, int Parity, long Z) TurnedKey(PauliString pauli) =>
        ((long)pauli.X.Low, (pauli.YCount & 1) ^ 1, (long)pauli.Z.Low);
}

/// <summary>Groups whose X masks agree above the tile.</summary>
/// <param name="Distance">What tiles of a pair differ by.</param>
/// <param name="Groups">By mask, even before odd.</param>
internal sealed record PauliSector(long Distance, PauliGroup[] Groups)
{
    public int FirstTerm => Groups[0].FirstTerm;

    public int TermCount => Groups[^1].FirstTerm + Groups[^1].Count - FirstTerm;
}
