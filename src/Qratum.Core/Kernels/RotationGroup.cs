using System.Numerics;

namespace Qratum.Kernels;

/// <summary>
/// Pauli rotations of one X mask whose numbers of Y have one parity, so that they commute: all act within the same pairs
/// (i, i ⊕ x), and their product is one rotation of each pair.
/// </summary>
/// <remarks>
/// exp(−iθP/2)ψ at i is cos(θ/2) ψ_i + sin(θ/2) κ (−1)^{|z∧i|} u ψ_{i⊕x} with u = 1 for an odd number of Y and u = −i for an even
/// one. The angles of several strings add: B(i) = (−1)^{|z₀∧i|} Σ_j κ_j (−1)^{|(z_j⊕z₀)∧i|} θ_j/2, and the sum depends on i only
/// through the parities of a basis of the differences z_j ⊕ z₀, here the pattern of i. The eight strings of a double excitation
/// have three such parities, and B vanishes for all but two of the eight patterns: most pairs are not touched at all.
/// </remarks>
internal sealed class RotationGroup
{
    /// <summary>Greatest number of parities, which bounds the tables to 2^6 lines.</summary>
    public const int MaximumRank = 6;

    private readonly List<long> _basis = [];
    private readonly List<(int Pattern, double Kappa)> _strings = [];
    private readonly long _firstZ;

    public RotationGroup(long x, long z)
    {
        X = x;
        HasOddY = (BitOperations.PopCount((ulong)(x & z)) & 1) != 0;
        _firstZ = z;
        TryAdd(z);
    }

    public long X { get; }

    public bool HasOddY { get; }

    /// <summary>The Z mask that all patterns are counted from.</summary>
    public long FirstZ => _firstZ;

    /// <summary>The masks whose parities make a pattern.</summary>
    public IReadOnlyList<long> Basis => _basis;

    public int PatternCount => 1 << _basis.Count;

    /// <summary>Adds a string of the same X mask and the same parity of Y; false when the tables would grow too large.</summary>
    public bool TryAdd(long z)
    {
        var pattern = 0;
        var difference = z ^ _firstZ;
        // The basis is kept reduced: each vector's highest bit is in no other.
        for (var k = 0; k < _basis.Count; k++)
        {
            if ((difference & HighestBit(_basis[k])) == 0) continue;
            difference ^= _basis[k];
            pattern |= 1 << k;
        }

        if (difference != 0)
        {
            if (_basis.Count == MaximumRank) return false;
            for (var k = 0; k < _basis.Count; k++)
            {
                if ((_basis[k] & HighestBit(difference)) == 0) continue;
                _basis[k] ^= difference;
                // d_k = d_k' ⊕ d_new: every string that used d_k now uses both.
                for (var s = 0; s < _strings.Count; s++)
                {
                    if ((_strings[s].Pattern >> k & 1) != 0)
                        _strings[s] = (_strings[s].Pattern ^ (1 << _basis.Count), _strings[s].Kappa);
                }

                if ((pattern >> k & 1) != 0) pattern ^= 1 << _basis.Count;
            }

            pattern ^= 1 << _basis.Count;
            _basis.Add(difference);
        }

        _strings.Add((pattern, (BitOperations.PopCount((ulong)(X & z)) & 3) is 0 or 3 ? 1 : -1));
        return true;
    }

    /// <summary>κ_j (−1)^{pattern·string j}: the sign of string j at a pattern, without (−1)^{|z₀∧i|}.</summary>
    public double Sign(int index, int pattern)
    {
        var (own, kappa) = _strings[index];
        return (BitOperations.PopCount((uint)(own & pattern)) & 1) == 0 ? kappa : -kappa;
    }

    /// <summary>The pattern of an index: one parity for each mask of the basis.</summary>
    public int PatternOf(long index)
    {
        var pattern = 0;
        for (var k = 0; k < _basis.Count; k++) pattern |= (BitOperations.PopCount((ulong)(_basis[k] & index)) & 1) << k;
        return pattern;
    }

    /// <summary>Parities of a line under the masks of a basis.</summary>
    public static int PatternOf(long[] basis, long line)
    {
        var pattern = 0;
        for (var k = 0; k < basis.Length; k++) pattern |= (BitOperations.PopCount((ulong)(basis[k] & line)) & 1) << k;
        return pattern;
    }

    private static long HighestBit(long value) => (long)(1UL << BitOperations.Log2((ulong)value));
}
