using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// The two-particle density matrix Γ_pqrs = Σ_στ ⟨a†_pσ a†_rτ a_sτ a_qσ⟩ of a real state, spins summed, over n orthonormal orbitals, in the
/// chemists' order of the integrals: E = Σ h_pq γ_pq + ½ Σ (pq|rs) Γ_pqrs + core. Γ_pqrs = Γ_rspq = Γ_qpsr. Immutable.
/// </summary>
public sealed class TwoParticleDensity
{
    /// <summary>Largest asymmetry that is taken for rounding.</summary>
    private const double SymmetryTolerance = 1e-8;

    private readonly double[] _elements;

    /// <summary>Takes the elements.</summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    /// <param name="elements">Γ_pqrs at ((p·n + q)·n + r)·n + s, with its two symmetries to 1e-8.</param>
    /// <exception cref="ArgumentException">The length does not fit, a number is not finite or a symmetry is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="orbitalCount"/> is below 1.</exception>
    public TwoParticleDensity(int orbitalCount, ReadOnlySpan<double> elements)
        : this(orbitalCount, elements.ToArray()) => ThrowIfNotSymmetric();

    private TwoParticleDensity(int orbitalCount, double[] elements)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        if (elements.Length != Math.Pow(orbitalCount, 4))
            throw new ArgumentException($"There are {elements.Length} elements; {orbitalCount} orbitals have {Math.Pow(orbitalCount, 4):F0}.", nameof(elements));
        (OrbitalCount, _elements) = (orbitalCount, elements);
    }

    /// <summary>Number of orbitals n.</summary>
    public int OrbitalCount { get; }

    /// <summary>View of Γ: shape [n, n, n, n].</summary>
    public ReadOnlyTensorSpan<double> Elements => new(_elements, [OrbitalCount, OrbitalCount, OrbitalCount, OrbitalCount]);

    /// <summary>Σ_pr Γ_pprr: N(N − 1) for N electrons.</summary>
    public double Trace
    {
        get
        {
            var sum = 0.0;
            for (var p = 0; p < OrbitalCount; p++)
            for (var r = 0; r < OrbitalCount; r++)
                sum += At(p, p, r, r);
            return sum;
        }
    }

    /// <summary>Γ_pqrs.</summary>
    /// <param name="p">Created, with <paramref name="q"/> one electron.</param>
    /// <param name="q">Annihilated.</param>
    /// <param name="r">Created, with <paramref name="s"/> the other electron.</param>
    /// <param name="s">Annihilated.</param>
    /// <exception cref="ArgumentOutOfRangeException">An orbital is not in 0 to n − 1.</exception>
    public double this[int p, int q, int r, int s]
    {
        get
        {
            foreach (var orbital in (ReadOnlySpan<int>)[p, q, r, s])
                if ((uint)orbital >= (uint)OrbitalCount)
                    throw new ArgumentOutOfRangeException(nameof(p), orbital, $"Orbitals are 0 to {OrbitalCount - 1}.");
            return At(p, q, r, s);
        }
    }

    /// <summary>Γ_pqrs at ((p·n + q)·n + r)·n + s.</summary>
    internal ReadOnlySpan<double> Span => _elements;

    /// <summary>
    /// That of a real vector over determinants. O(n⁴ · determinants) operations in products of matrices; the same bits for any number of threads.
    /// </summary>
    /// <param name="integrals">Says orbitals and electrons; the numbers in it do not matter.</param>
    /// <param name="vector">Normalised coefficients in the order of <see cref="ConfigurationInteractionRoot.Vector"/>.</param>
    /// <param name="maxThreads">Upper limit of threads, at least 1, or -1 for as many as the machine offers.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The vector has another number of determinants.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is zero or below -1.</exception>
    /// <exception cref="InsufficientMemoryException">The matrix does not fit; the message says how many bytes it needs.</exception>
    public static TwoParticleDensity Of(
        ElectronIntegrals integrals, ReadOnlyMemory<double> vector, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        Threads.Checked(maxThreads, nameof(maxThreads));
        var determinants = FullConfigurationInteraction.CountDeterminants(integrals);
        if (vector.Length != determinants)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The vector has {vector.Length} elements; the Hamiltonian of {integrals} has {determinants} determinants."), nameof(vector));
        var n = integrals.OrbitalCount;
        MemoryCheck.ThrowIfAbsent((Int128)(n * n) * (n * n) * (PairDensity.Pieces + 1), $"The two-particle density of {n} orbitals");
        var alpha = new DeterminantStrings(n, integrals.AlphaElectrons);
        var beta = integrals.AlphaElectrons == integrals.BetaElectrons ? alpha : new DeterminantStrings(n, integrals.BetaElectrons);
        return new TwoParticleDensity(n, PairDensity.Of(alpha, beta, vector, maxThreads, cancellationToken));
    }

    /// <summary>γ_pq = Σ_r Γ_pqrr / (N − 1).</summary>
    /// <param name="electronCount">N, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two electrons: one electron has no pairs, which say nothing of it.</exception>
    public OneParticleDensity ToOneParticleDensity(int electronCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(electronCount, 2);
        var n = OrbitalCount;
        var matrix = new double[n * n];
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
            matrix[(p * n) + q] += At(p, q, r, r) / (electronCount - 1);
        return new OneParticleDensity(n, matrix);
    }

    /// <summary>Σ h_pq γ_pq + ½ Σ (pq|rs) Γ_pqrs + core energy, in hartree. O(n⁴).</summary>
    /// <param name="integrals">A Hamiltonian over the same orbitals.</param>
    /// <param name="density">γ of the same state.</param>
    /// <exception cref="ArgumentException">The orbitals are not as many.</exception>
    public double Energy(ElectronIntegrals integrals, OneParticleDensity density)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(density);
        var n = OrbitalCount;
        if (integrals.OrbitalCount != n || density.OrbitalCount != n)
            throw new ArgumentException($"The integrals have {integrals.OrbitalCount} orbitals, the densities {density.OrbitalCount} and {n}.", nameof(integrals));
        var one = TensorPrimitives.Dot(integrals.OneElectronSpan, density.Span);
        var two = 0.0;
        for (int p = 0, at = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s < n; s++)
            two += integrals.RepulsionSpan[(int)ElectronIntegrals.RepulsionIndex(p, q, r, s)] * _elements[at++];
        return integrals.CoreEnergy + one + (two / 2);
    }

    /// <summary>Orbitals and pairs in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"two-particle density of {Trace / 2:F6} pairs in {OrbitalCount} orbitals");

    private double At(int p, int q, int r, int s) => _elements[(((((p * OrbitalCount) + q) * OrbitalCount) + r) * OrbitalCount) + s];

    private void ThrowIfNotSymmetric()
    {
        for (var p = 0; p < OrbitalCount; p++)
        for (var q = 0; q < OrbitalCount; q++)
        for (var r = 0; r < OrbitalCount; r++)
        for (var s = 0; s < OrbitalCount; s++)
        {
            var value = At(p, q, r, s);
            if (!(Math.Abs(value - At(r, s, p, q)) <= SymmetryTolerance && Math.Abs(value - At(q, p, s, r)) <= SymmetryTolerance))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"[{p},{q},{r},{s}] = {value:R} differs from [{r},{s},{p},{q}] or [{q},{p},{s},{r}], or is not finite."), "elements");
        }
    }
}
