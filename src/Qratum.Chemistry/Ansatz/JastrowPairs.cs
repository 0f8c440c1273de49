namespace Qratum.Chemistry;

/// <summary>Which pairs of orbitals have phases in a <see cref="UnitaryClusterJastrow"/>. Immutable.</summary>
public sealed class JastrowPairs
{
    private readonly (int P, int Q)[] _same, _opposite;

    /// <summary>Chosen pairs; (p, q) and (q, p) are the same.</summary>
    /// <param name="sameSpin">Pairs of different orbitals whose electrons of like spins have a phase.</param>
    /// <param name="oppositeSpin">Pairs, also of one orbital with itself, whose electrons of unlike spins have a phase.</param>
    /// <exception cref="ArgumentException">A pair occurs twice, an orbital is negative, or a pair of like spins is one orbital.</exception>
    public JastrowPairs(IEnumerable<(int P, int Q)> sameSpin, IEnumerable<(int P, int Q)> oppositeSpin)
    {
        ArgumentNullException.ThrowIfNull(sameSpin);
        ArgumentNullException.ThrowIfNull(oppositeSpin);
        (_same, _opposite) = (Ordered(sameSpin, nameof(sameSpin)), Ordered(oppositeSpin, nameof(oppositeSpin)));
        if (_same.Any(pair => pair.P == pair.Q)) throw new ArgumentException("A pair of like spins needs two orbitals.", nameof(sameSpin));
    }

    /// <summary>Pairs of like spins, the lower orbital first.</summary>
    public IReadOnlyList<(int P, int Q)> SameSpin => _same;

    /// <summary>Pairs of unlike spins, the lower orbital first.</summary>
    public IReadOnlyList<(int P, int Q)> OppositeSpin => _opposite;

    /// <summary>All pairs: n(n − 1)/2 of like spins and n(n + 1)/2 of unlike ones.</summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    public static JastrowPairs All(int orbitalCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        var all = Enumerable.Range(0, orbitalCount).SelectMany(p => Enumerable.Range(p, orbitalCount - p).Select(q => (p, q))).ToArray();
        return new(all.Where(pair => pair.p != pair.q), all);
    }

    /// <summary>Those of a square lattice of qubits: neighbours p, p + 1 of like spins and both spins of one orbital; 2n − 1.</summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    public static JastrowPairs Neighbours(int orbitalCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        return new(Enumerable.Range(0, orbitalCount - 1).Select(p => (p, p + 1)), Enumerable.Range(0, orbitalCount).Select(p => (p, p)));
    }

    /// <summary>How many pairs there are.</summary>
    public override string ToString() => $"{_same.Length} pairs of like spins, {_opposite.Length} of unlike spins";

    /// <exception cref="ArgumentException">An orbital is not among n.</exception>
    internal ((int P, int Q)[] Same, (int P, int Q)[] Opposite) Checked(int orbitalCount)
    {
        foreach (var (p, q) in _same.Concat(_opposite))
            if (q >= orbitalCount)
                throw new ArgumentException($"The pair {p}, {q} names an orbital that {orbitalCount} orbitals do not have; the range is 0 to {orbitalCount - 1}.");
        return (_same, _opposite);
    }

    private static (int P, int Q)[] Ordered(IEnumerable<(int P, int Q)> pairs, string name)
    {
        (int P, int Q)[] list = [.. pairs.Select(pair => pair.P <= pair.Q ? pair : (pair.Q, pair.P))];
        if (list.Any(pair => pair.P < 0)) throw new ArgumentException("Orbitals are numbered from 0.", name);
        if (list.Distinct().Count() != list.Length) throw new ArgumentException("A pair occurs twice.", name);
        return list;
    }
}
