using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The one-particle density matrix γ_pq = Σ_σ ⟨a†_pσ a_qσ⟩ of a state, both spins together, over n orthonormal orbitals. Real and
/// symmetric; its trace is the number of electrons. Immutable.
/// </summary>
public sealed class OneParticleDensity
{
    /// <summary>Largest asymmetry that is taken for rounding and averaged away.</summary>
    private const double SymmetryTolerance = 1e-8;

    private readonly double[] _matrix;

    /// <summary>Takes a matrix.</summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    /// <param name="matrix">γ_pq at p·n + q, symmetric to 1e-8.</param>
    /// <exception cref="ArgumentException">The length does not fit, a number is not finite or the matrix is not symmetric.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="orbitalCount"/> is below 1.</exception>
    public OneParticleDensity(int orbitalCount, ReadOnlySpan<double> matrix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        if (matrix.Length != (long)orbitalCount * orbitalCount)
            throw new ArgumentException($"There are {matrix.Length} elements; {orbitalCount} orbitals have {(long)orbitalCount * orbitalCount}.", nameof(matrix));
        (OrbitalCount, _matrix) = (orbitalCount, matrix.ToArray());
        for (var p = 0; p < orbitalCount; p++)
        for (var q = 0; q <= p; q++)
        {
            double lower = matrix[(p * orbitalCount) + q], upper = matrix[(q * orbitalCount) + p];
            if (!(Math.Abs(lower - upper) <= SymmetryTolerance))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The matrix is not symmetric and finite: [{p},{q}] = {lower:R} and [{q},{p}] = {upper:R}."), nameof(matrix));
            _matrix[(p * orbitalCount) + q] = _matrix[(q * orbitalCount) + p] = (lower + upper) / 2;
        }
    }

    /// <summary>Number of orbitals n.</summary>
    public int OrbitalCount { get; }

    /// <summary>View of γ: shape [n, n], symmetric.</summary>
    public ReadOnlyTensorSpan<double> Matrix => new(_matrix, [OrbitalCount, OrbitalCount]);

    /// <summary>Number of electrons: the trace.</summary>
    public double Trace
    {
        get
        {
            var sum = 0.0;
            for (var p = 0; p < OrbitalCount; p++) sum += _matrix[(p * OrbitalCount) + p];
            return sum;
        }
    }

    /// <summary>γ_pq.</summary>
    /// <param name="p">Orbital, 0 to n − 1.</param>
    /// <param name="q">Orbital, 0 to n − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An orbital is out of range.</exception>
    public double this[int p, int q]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)p, (uint)OrbitalCount, nameof(p));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)q, (uint)OrbitalCount, nameof(q));
            return _matrix[(p * OrbitalCount) + q];
        }
    }

    /// <summary>γ_pq at p·n + q.</summary>
    internal ReadOnlySpan<double> Span => _matrix;

    /// <summary>Its eigenvectors and eigenvalues. O(n³).</summary>
    public NaturalOrbitals ToNaturalOrbitals() => new(this);

    /// <summary>Orbitals and electrons in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"one-particle density of {Trace:F6} electrons in {OrbitalCount} orbitals");
}
