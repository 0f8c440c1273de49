namespace Qratum.Optimization;

/// <summary>Which pairs of a group an <see cref="XyMixer"/> couples.</summary>
public enum XyPairs
{
    /// <summary>Neighbours on a ring, in the order of the group: even pairs, then odd ones, then the pair that closes an odd ring.</summary>
    Ring,

    /// <summary>All pairs, in rounds of pairs that have no qubit in common.</summary>
    Complete,
}

/// <summary>
/// A mixer that keeps the number of ones in each of some groups of qubits: B = Σ (XᵢXⱼ + YᵢYⱼ)/2 over pairs of a group, from the uniform superposition of all
/// strings with those numbers (Dicke states). One of a group being one is the usual case: a node has one colour. Qubits outside all groups are mixed
/// by X.
/// </summary>
/// <remarks>
/// S. Hadfield et al., arXiv:1709.03489, section 4.2; Z. Wang, N. C. Rubin, J. M. Dominy, E. G. Rieffel, Phys. Rev. A 101, 012320 (2020),
/// arXiv:1904.09314. The terms of pairs with a qubit in common do not commute: a layer is their product in the stated order.
/// </remarks>
public sealed class XyMixer : IMixer
{
    private readonly int[][] _groups;
    private readonly int[] _ones;
    private readonly int[] _free;
    private readonly (int I, int J)[] _pairs;

    /// <summary>Makes the mixer of all qubits as one group.</summary>
    /// <param name="qubitCount">Number of qubits, at least 1.</param>
    /// <param name="ones">How many of them are one, 0 to all.</param>
    /// <param name="pairs">Which pairs are coupled.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public XyMixer(int qubitCount, int ones, XyPairs pairs)
        : this(qubitCount, [Enumerable.Range(0, Math.Max(qubitCount, 0))], [ones], pairs)
    {
    }

    /// <summary>Makes the mixer.</summary>
    /// <param name="qubitCount">Number of qubits, at least 1.</param>
    /// <param name="groups">Qubits of each group, no qubit twice.</param>
    /// <param name="ones">For each group how many of its qubits are one.</param>
    /// <param name="pairs">Which pairs are coupled.</param>
    /// <exception cref="ArgumentException">A group is empty, a qubit is absent or named twice, or a number of ones does not fit its group.</exception>
    public XyMixer(int qubitCount, IEnumerable<IEnumerable<int>> groups, ReadOnlySpan<int> ones, XyPairs pairs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(qubitCount, 1);
        ArgumentNullException.ThrowIfNull(groups);
        if (!Enum.IsDefined(pairs)) throw new ArgumentOutOfRangeException(nameof(pairs), pairs, "Unknown kind of pairs.");
        QubitCount = qubitCount;
        Pairs = pairs;
        _groups = [.. groups.Select(static g => g.ToArray())];
        _ones = ones.ToArray();
        if (_groups.Length != _ones.Length) throw new ArgumentException($"There are {_groups.Length} groups and {_ones.Length} numbers of ones.", nameof(ones));
        var isGrouped = new bool[qubitCount];
        for (var g = 0; g < _groups.Length; g++)
        {
            var group = _groups[g];
            if (group.Length == 0) throw new ArgumentException($"Group {g} is empty.", nameof(groups));
            if (_ones[g] < 0 || _ones[g] > group.Length)
                throw new ArgumentException($"Of the {group.Length} qubits of group {g} {_ones[g]} cannot be one.", nameof(ones));
            foreach (var q in group)
            {
                if (q < 0 || q >= qubitCount) throw new ArgumentException($"Qubit {q} of group {g} is not one of the {qubitCount} qubits.", nameof(groups));
                if (isGrouped[q]) throw new ArgumentException($"Qubit {q} is named twice, the second time in group {g}.", nameof(groups));
                isGrouped[q] = true;
            }
        }

        _free = [.. Enumerable.Range(0, qubitCount).Where(q => !isGrouped[q])];

        // Groups that cannot change have no pairs.
        _pairs = [.. _groups.Where((g, k) => _ones[k] > 0 && _ones[k] < g.Length).SelectMany(g => pairs == XyPairs.Ring ? Ring(g) : Rounds(g))];
    }

    /// <summary>Which pairs are coupled.</summary>
    public XyPairs Pairs { get; }

    /// <inheritdoc/>
    public int QubitCount { get; }

    /// <summary>Number of coupled pairs and free qubits; 1 where there are none, whose angle does nothing.</summary>
    public int TermCount => Math.Max(1, _pairs.Length + _free.Length);

    /// <inheritdoc/>
    public string Description => $"xy {(Pairs == XyPairs.Ring ? "ring" : "complete")} "
        + string.Join("; ", _groups.Select((g, k) => $"{_ones[k]} of {MixerTerms.Join(g)}"));

    /// <inheritdoc/>
    public void AppendStart(CircuitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        for (var g = 0; g < _groups.Length; g++) DickeState.Append(builder, _ones[g], _groups[g]);
        foreach (var q in _free) builder.H(q);
    }

    /// <inheritdoc/>
    public void AppendLayer(CircuitBuilder builder, ReadOnlySpan<Angle> betas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        MixerTerms.Check(betas, TermCount);
        for (var k = 0; k < _pairs.Length; k++)
        {
            var (i, j) = _pairs[k];
            builder.Rxx(betas[k], i, j).Ryy(betas[k], i, j);
        }

        for (var k = 0; k < _free.Length; k++) builder.Rx(2 * betas[_pairs.Length + k], _free[k]);
    }

    /// <inheritdoc/>
    public bool Reaches(BitString bits)
    {
        if (bits.Length != QubitCount) return false;
        for (var g = 0; g < _groups.Length; g++)
        {
            if (_groups[g].Count(q => bits[q]) != _ones[g]) return false;
        }

        return true;
    }

    private static IEnumerable<(int I, int J)> Ring(int[] group)
    {
        var n = group.Length;
        for (var i = 0; i + 1 < n; i += 2) yield return (group[i], group[i + 1]);
        for (var i = 1; i + 1 < n; i += 2) yield return (group[i], group[i + 1]);
        if (n > 2) yield return (group[^1], group[0]);
    }

    /// <summary>The rounds of a tournament: one stands still, the others walk round the table.</summary>
    private static IEnumerable<(int I, int J)> Rounds(int[] group)
    {
        var seats = group.Length + (group.Length & 1);
        for (var round = 0; round < seats - 1; round++)
        {
            for (var k = 0; k < seats / 2; k++)
            {
                var i = k == 0 ? seats - 1 : (round + k) % (seats - 1);
                var j = (round + seats - 1 - k) % (seats - 1);
                if (i < group.Length && j < group.Length) yield return (group[Math.Min(i, j)], group[Math.Max(i, j)]);
            }
        }
    }
}
