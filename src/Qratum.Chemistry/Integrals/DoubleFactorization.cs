using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>
/// The electron repulsion as a sum of squares of one-electron operators, (pq|rs) ≈ Σ_t L^t_pq L^t_rs, each in the orbitals that make it diagonal:
/// L^t = U diag(λ) Uᵀ. What Hamiltonian simulation and measurement by basis rotations start from. Immutable.
/// </summary>
/// <remarks>
/// M. Motta et al., npj Quantum Inf. 7, 83 (2021), arXiv:1808.02625. The squares come from a pivoted Cholesky decomposition of the matrix over pairs of
/// orbitals, whose largest diagonal remainder bounds the error of every integral (N. H. F. Beebe, J. Linderberg, Int. J. Quantum Chem. 12,
/// 683 (1977)).
/// </remarks>
public sealed class DoubleFactorization
{
    private readonly ElectronIntegrals _integrals;

    private DoubleFactorization(ElectronIntegrals integrals, RepulsionLeaf[] leaves, double error)
    {
        (_integrals, Leaves, ErrorBound) = (integrals, Array.AsReadOnly(leaves), error);
    }

    /// <summary>The squares, by falling weight of their pivots.</summary>
    public IReadOnlyList<RepulsionLeaf> Leaves { get; }

    /// <summary>No (pq|rs) is off by more than this, in hartree.</summary>
    public double ErrorBound { get; }

    /// <summary>
    /// One-norm of the two-electron part in hartree, ½ Σ_t (Σ_k |λ_k|)²: what the cost of simulating it by linear combinations of unitaries grows with.
    /// </summary>
    public double TwoElectronNorm => Leaves.Sum(leaf => Math.Pow(leaf.Eigenvalues.Sum(Math.Abs), 2)) / 2;

    /// <summary>Factorises. O(rank · n⁴) time, O(rank · n²) memory.</summary>
    /// <param name="integrals">The Hamiltonian.</param>
    /// <param name="tolerance">Largest error of an integral, in hartree; positive, by default 1e-8.</param>
    /// <param name="cancellationToken">Checked between squares.</param>
    /// <exception cref="ArgumentException">The repulsion is not positive, as that of a model may be.</exception>
    public static DoubleFactorization Of(ElectronIntegrals integrals, double tolerance = 1e-8, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        if (!(tolerance > 0 && double.IsFinite(tolerance))) throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be positive and finite.");
        var n = integrals.OrbitalCount;
        var vectors = PivotedCholesky(integrals, tolerance, cancellationToken, out var error);
        var leaves = vectors.ConvertAll(vector =>
        {
            var square = new double[n * n];
            for (int p = 0, pq = 0; p < n; p++)
            for (var q = 0; q <= p; q++, pq++)
                square[(p * n) + q] = square[(q * n) + p] = vector[pq];
            var (values, orbitals) = Orbitals.Eigen(square, n);
            Orbitals.FixPhases(orbitals, n, n);
            return new RepulsionLeaf(values, orbitals);
        });
        return new DoubleFactorization(integrals, [.. leaves], error);
    }

    /// <summary>The Hamiltonian with the repulsion of the squares, of the first so many of them.</summary>
    /// <param name="count">Squares taken, 0 to all; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ElectronIntegrals ToElectronIntegrals(int? count = null)
    {
        var taken = count ?? Leaves.Count;
        if (taken < 0 || taken > Leaves.Count) throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {Leaves.Count} squares.");
        var n = _integrals.OrbitalCount;
        var packed = new double[ElectronIntegrals.RepulsionCount(n)];
        foreach (var leaf in Leaves.Take(taken))
        {
            var square = leaf.ToMatrix();
            var at = 0;
            for (var p = 0; p < n; p++)
            for (var q = 0; q <= p; q++)
            for (var r = 0; r <= p; r++)
            for (var s = 0; s <= (r == p ? q : r); s++)
                packed[at++] += square[(p * n) + q] * square[(r * n) + s];
        }

        return new ElectronIntegrals(n, _integrals.AlphaElectrons, _integrals.BetaElectrons, _integrals.CoreEnergy, _integrals.OneElectronSpan, packed);
    }

    /// <summary>Number of squares and the bound of the error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Leaves.Count} squares over {_integrals.OrbitalCount} orbitals, error at most {ErrorBound:0.0e-0} hartree");

    private static List<double[]> PivotedCholesky(ElectronIntegrals integrals, double tolerance, CancellationToken cancellationToken, out double error)
    {
        var pairs = (int)PackedSymmetric.Count(integrals.OrbitalCount);
        var repulsion = integrals.RepulsionSpan;
        var rest = new double[pairs];
        for (var pq = 0; pq < pairs; pq++) rest[pq] = repulsion[(int)PackedSymmetric.Count(pq) + pq];
        var vectors = new List<double[]>();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pivot = 0;
            for (var pq = 1; pq < pairs; pq++)
                if (rest[pq] > rest[pivot]) pivot = pq;
            error = Math.Max(rest[pivot], 0);
            if (error <= tolerance || vectors.Count == pairs) break;
            var vector = new double[pairs];
            for (var pq = 0; pq < pairs; pq++) vector[pq] = repulsion[(int)(pq >= pivot ? PackedSymmetric.Count(pq) + pivot : PackedSymmetric.Count(pivot) + pq)];
            foreach (var known in vectors) System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(known, -known[pivot], vector, vector);
            System.Numerics.Tensors.TensorPrimitives.Divide(vector, Math.Sqrt(error), vector);
            vector[pivot] = Math.Sqrt(error);
            for (var pq = 0; pq < pairs; pq++)
            {
                rest[pq] -= vector[pq] * vector[pq];
                if (rest[pq] < -Math.Max(tolerance, 1e-9))
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The repulsion is not positive: a remainder of {rest[pq]:R} hartree is left."), nameof(integrals));
            }

            rest[pivot] = 0;
            vectors.Add(vector);
        }

        return vectors;
    }
}

/// <summary>One square L = U diag(λ) Uᵀ of a <see cref="DoubleFactorization"/>. Immutable.</summary>
public sealed class RepulsionLeaf
{
    private readonly double[] _orbitals;

    internal RepulsionLeaf(double[] eigenvalues, double[] orbitals) => (Eigenvalues, _orbitals) = (Array.AsReadOnly(eigenvalues), orbitals);

    /// <summary>λ, rising, in hartree to the power of one half.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>U_pk: shape [n, n], orthogonal, a column for each eigenvalue.</summary>
    public System.Numerics.Tensors.ReadOnlyTensorSpan<double> Orbitals => new(_orbitals, [Eigenvalues.Count, Eigenvalues.Count]);

    /// <summary>L at p·n + q.</summary>
    internal double[] ToMatrix()
    {
        var n = Eigenvalues.Count;
        var matrix = new double[n * n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        {
            var sum = 0.0;
            for (var k = 0; k < n; k++) sum += _orbitals[(p * n) + k] * Eigenvalues[k] * _orbitals[(q * n) + k];
            matrix[(p * n) + q] = sum;
        }

        return matrix;
    }
}
