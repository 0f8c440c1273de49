using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>
/// E_pq = a†_p a_q on the strings of one spin. <see cref="ByPair"/> lists, for a pair p ≥ q, every string where E_pq or E_qp
/// acts; <see cref="ByString"/> lists, for a target string, every way to reach it from another one.
/// </summary>
internal sealed class SingleReplacements
{
    private readonly Move[][] _byPair;
    private readonly Move[] _byString;

    public SingleReplacements(DeterminantStrings strings)
    {
        int n = strings.OrbitalCount, k = strings.ElectronCount;
        var byPair = new List<Move>[n * (n + 1) / 2];
        for (var pair = 0; pair < byPair.Length; pair++) byPair[pair] = [];
        MovesPerString = k * (n - k);
        _byString = new Move[checked(strings.Count * MovesPerString)];
        var all = n == 64 ? ulong.MaxValue : (1UL << n) - 1;
        for (var target = 0; target < strings.Count; target++)
        {
            var mask = strings[target];
            var at = target * MovesPerString;
            for (var occupied = mask; occupied != 0; occupied &= occupied - 1)
            {
                var p = BitOperations.TrailingZeroCount(occupied);
                byPair[Pair(p, p)].Add(new Move(target, target, Pair(p, p), 1));
                for (var empty = all & ~mask; empty != 0; empty &= empty - 1)
                {
                    var q = BitOperations.TrailingZeroCount(empty);
                    var source = (mask & ~(1UL << p)) | (1UL << q);
                    var move = new Move(strings.IndexOf(source), target, Pair(p, q), DeterminantStrings.Sign(source, p, q));
                    byPair[move.Pair].Add(move);
                    _byString[at++] = move;
                }
            }
        }

        _byPair = Array.ConvertAll(byPair, list => list.ToArray());
    }

    /// <summary>k(n − k): how many strings differ from a string by one electron.</summary>
    public int MovesPerString { get; }

    public ReadOnlySpan<Move> ByPair(int pair) => _byPair[pair];

    public ReadOnlySpan<Move> ByString(int target) => _byString.AsSpan(target * MovesPerString, MovesPerString);

    /// <summary>Number of the pair (p ≥ q), p(p + 1)/2 + q.</summary>
    public static int Pair(int p, int q) => p >= q ? (p * (p + 1) / 2) + q : (q * (q + 1) / 2) + p;

    /// <summary>⟨target|E|source⟩ = sign, E moving an electron between the orbitals of the pair (staying when they are equal).</summary>
    public readonly record struct Move(int Source, int Target, int Pair, int Sign);
}
