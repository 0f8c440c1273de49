using MathNet.Numerics.LinearAlgebra;

namespace Qratum.Chemistry;

/// <summary>
/// The Hamiltonian among the determinants of lowest energy, solved exactly: where a search for states starts, and what preconditions it.
/// Under exchange of the spins each determinant stands with its mirror image.
/// </summary>
internal sealed class ModelSpace
{
    /// <summary>Most determinants. Their dense solution takes some milliseconds; more saves hardly an iteration.</summary>
    private const int MostStates = 120;

    /// <summary>A small space has as many states as there are hundreds of determinants, but not fewer than this.</summary>
    private const int LeastStates = 30;

    private readonly SpinPair[] _states;
    private readonly double[][] _vectors;

    private ModelSpace(SpinPair[] states, double[] values, double[][] vectors)
    {
        (_states, Values, _vectors) = (states, values, vectors);
    }

    /// <summary>Number of states of this symmetry.</summary>
    public required int Dimension { get; init; }

    /// <summary>Eigenvalues, rising.</summary>
    public double[] Values { get; }

    /// <summary>Solves the small space of a symmetry.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="space">The determinants.</param>
    /// <param name="diagonal">Their energies.</param>
    /// <param name="parity">1 or −1 under exchange of the spins; 0 where they cannot be exchanged.</param>
    /// <param name="roots">Number of wanted states.</param>
    /// <returns>Null where there is no state of this symmetry.</returns>
    public static ModelSpace? Solve(ElectronIntegrals integrals, DeterminantSpace space, double[] diagonal, int parity, int roots)
    {
        var all = space.CountOf(parity);
        return all == 0 ? null : Solve(integrals, () => Representatives(space, parity), all, diagonal, parity, roots);
    }

    /// <summary>Solves the small space among chosen determinants.</summary>
    public static ModelSpace Solve(ElectronIntegrals integrals, Determinant[] determinants, double[] diagonal, int roots) =>
        Solve(integrals, () => determinants.Select((d, place) => new SpinPair(place, place, 0, d.Alpha, d.Beta)), determinants.Length, diagonal, 0, roots);

    private static ModelSpace Solve(
        ElectronIntegrals integrals, Func<IEnumerable<SpinPair>> list, int all, double[] diagonal, int parity, int roots)
    {
        var count = Math.Max(2 * (roots + Davidson.GuardRoots), Math.Clamp(all / 100, LeastStates, MostStates));
        var limit = count < all ? Limit(list(), diagonal, count) : double.PositiveInfinity;
        SpinPair[] states = [.. list().Where(s => diagonal[s.Place] <= limit).Take(count)];
        var matrix = Matrix<double>.Build.Dense(states.Length, states.Length);
        for (var i = 0; i < states.Length; i++)
        for (var j = 0; j <= i; j++)
            matrix[i, j] = matrix[j, i] = Element(integrals, states[i], states[j], parity);
        var (values, vectors) = Davidson.Diagonalise(matrix);
        return new ModelSpace(states, values, vectors) { Dimension = all };
    }

    /// <summary>An eigenvector as a vector over the whole space, put into zeros.</summary>
    public double[] Embedded(int number, double[] zeros)
    {
        Add(_vectors[number], 1, zeros);
        return zeros;
    }

    /// <summary>Puts Σ v ⟨v|r⟩ / denominator(eigenvalue), v being the eigenvectors, in the place of what a result has in this space.</summary>
    public void Correct(ReadOnlySpan<double> residual, Span<double> result, Func<double, double> denominator)
    {
        foreach (var state in _states)
        {
            result[state.Place] = 0;
            result[state.Image] = 0;
        }

        for (var k = 0; k < _vectors.Length; k++)
        {
            var overlap = 0.0;
            for (var i = 0; i < _states.Length; i++) overlap += _vectors[k][i] * _states[i].In(residual);
            Add(_vectors[k], overlap / denominator(Values[k]), result);
        }
    }

    private void Add(double[] vector, double factor, Span<double> result)
    {
        for (var i = 0; i < _states.Length; i++) _states[i].AddTo(result, factor * vector[i]);
    }

    /// <summary>Of a determinant and its mirror image the first; without a mirror all; in an odd space none that is its own image.</summary>
    private static IEnumerable<SpinPair> Representatives(DeterminantSpace space, int parity)
    {
        for (var row = 0; row < space.Alpha.Count; row++)
        {
            var (start, length, first) = (space.RowStart[row], space.RowLength(row), space.Beta.First[space.BetaLabel(row)]);
            for (var column = 0; column < length; column++)
            {
                var image = parity == 0 ? start + column : space.MirrorOf(row, column);
                if (image > start + column || (image == start + column && parity >= 0))
                    yield return new SpinPair(start + column, image, parity, space.Alpha[row], space.Beta[first + column]);
            }
        }
    }

    /// <summary>Energy up to which there are so many determinants; a set of equal energies is not cut if that can be helped.</summary>
    private static double Limit(IEnumerable<SpinPair> all, double[] diagonal, int count)
    {
        const double equal = 1e-9;
        var lowest = new PriorityQueue<double, double>(count + 2); // the highest of them first
        foreach (var state in all)
        {
            var energy = diagonal[state.Place];
            if (lowest.Count <= count) lowest.Enqueue(energy, -energy);
            else if (energy < lowest.Peek()) lowest.EnqueueDequeue(energy, -energy);
        }

        double[] energies = [.. lowest.UnorderedItems.Select(item => item.Element).Order()];
        var cut = count;
        while (cut > count / 2 && energies[cut] - energies[cut - 1] < equal) cut--;
        return cut > count / 2 ? energies[cut - 1] + (equal / 2) : energies[count - 1];
    }

    /// <summary>⟨I|H|J⟩ of two states (I + its image)/√2, or I where it is its own.</summary>
    private static double Element(ElectronIntegrals integrals, in SpinPair bra, in SpinPair ket, int parity)
    {
        var value = SlaterCondon.Element(integrals, bra.Alpha, bra.Beta, ket.Alpha, ket.Beta);
        if (bra.IsOwnImage && ket.IsOwnImage) return value;
        if (bra.IsOwnImage || ket.IsOwnImage) return Math.Sqrt(2) * value;
        return value + (parity * SlaterCondon.Element(integrals, bra.Alpha, bra.Beta, ket.Beta, ket.Alpha));
    }

    /// <summary>A determinant with its mirror image; its places in a vector.</summary>
    private readonly record struct SpinPair(int Place, int Image, int Parity, ulong Alpha, ulong Beta)
    {
        public bool IsOwnImage => Place == Image;

        public double In(ReadOnlySpan<double> vector) => IsOwnImage ? vector[Place] : (vector[Place] + (Parity * vector[Image])) / Math.Sqrt(2);

        public void AddTo(Span<double> vector, double value)
        {
            if (!IsOwnImage)
            {
                value /= Math.Sqrt(2);
                vector[Image] += Parity * value;
            }

            vector[Place] += value;
        }
    }
}
