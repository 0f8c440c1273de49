using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// All ways to put k electrons of one spin into n ≤ 64 orbitals, as bit masks in rising numerical order: string 0 fills the
/// lowest orbitals. The number of a string is Σ_i C(b_i, i + 1) over its rising bits b_i (combinatorial number system).
/// </summary>
internal sealed class DeterminantStrings
{
    public const int MaximumOrbitals = 64;

    private readonly ulong[] _masks;
    private readonly int[] _rankTable;

    public DeterminantStrings(int orbitalCount, int electronCount)
    {
        (OrbitalCount, ElectronCount) = (orbitalCount, electronCount);
        _masks = new ulong[(int)Binomial(orbitalCount, electronCount)];
        _rankTable = new int[(electronCount + 1) * orbitalCount];
        for (var i = 1; i <= electronCount; i++)
        for (var orbital = 0; orbital < orbitalCount; orbital++)
            // A term of a rank is below the number of strings; larger binomials belong to no string and may be cut off.
            _rankTable[(i * orbitalCount) + orbital] = (int)BigInteger.Min(int.MaxValue, Binomial(orbital, i));

        var mask = electronCount == 64 ? ulong.MaxValue : (1UL << electronCount) - 1;
        for (var i = 0; i < _masks.Length; i++)
        {
            _masks[i] = mask;
            if (mask == 0) break;
            // Gosper's step to the next number with as many bits.
            var lowest = mask & (~mask + 1);
            var ripple = mask + lowest;
            mask = ripple | (((mask ^ ripple) / lowest) >> 2);
        }
    }

    public int OrbitalCount { get; }

    public int ElectronCount { get; }

    public int Count => _masks.Length;

    public ulong this[int index] => _masks[index];

    public int IndexOf(ulong mask)
    {
        var rank = 0;
        for (var row = OrbitalCount; mask != 0; mask &= mask - 1, row += OrbitalCount)
            rank += _rankTable[row + BitOperations.TrailingZeroCount(mask)];
        return rank;
    }

    /// <summary>Sign of a†_p a_q on a string that holds q and, unless p = q, not p: −1 to the number of electrons between.</summary>
    public static int Sign(ulong mask, int p, int q)
    {
        var (low, high) = p < q ? (p, q) : (q, p);
        if (high - low < 2) return 1;
        var between = ((1UL << high) - 1) & ~((2UL << low) - 1);
        return (BitOperations.PopCount(mask & between) & 1) == 0 ? 1 : -1;
    }

    public static BigInteger Binomial(int n, int k)
    {
        if (k < 0 || k > n) return 0;
        BigInteger result = 1;
        for (var i = 1; i <= Math.Min(k, n - k); i++) result = result * (n - i + 1) / i;
        return result;
    }
}
