using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Qratum.Chemistry;

/// <summary>
/// The electronic Hamiltonian in a set of real orthonormal orbitals: numbers of electrons, core energy, h_pq and (pq|rs).
/// Immutable.
/// </summary>
/// <remarks>
/// H = E_core + Σ_pq h_pq E_pq + ½ Σ_pqrs (pq|rs) (E_pq E_rs − δ_qr E_ps) with E_pq = Σ_σ a†_pσ a_qσ and the chemists'
/// (pq|rs) = ∫∫ φ_p(1) φ_q(1) r₁₂⁻¹ φ_r(2) φ_s(2), so that (pq|rs) = (qp|rs) = (pq|sr) = (rs|pq). Orbitals are in the order
/// in which the reference determinant fills them: α electrons fill the first <see cref="AlphaElectrons"/> orbitals, β
/// electrons the first <see cref="BetaElectrons"/>. All energies are in hartree.
/// </remarks>
public sealed partial class ElectronIntegrals
{
    /// <summary>Largest asymmetry of h_pq that is taken for rounding and averaged away, in hartree.</summary>
    private const double SymmetryTolerance = 1e-8;

    private readonly double[] _oneElectron;
    private readonly double[] _repulsion;

    /// <summary>Takes the integrals in their smallest form.</summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    /// <param name="alphaElectrons">Electrons of spin up, 0 to n.</param>
    /// <param name="betaElectrons">Electrons of spin down, 0 to n.</param>
    /// <param name="coreEnergy">Nuclear repulsion and energy of frozen orbitals, in hartree.</param>
    /// <param name="oneElectron">h_pq at p·n + q, in hartree, symmetric to 1e-8.</param>
    /// <param name="packedRepulsion">
    /// (pq|rs) at <see cref="RepulsionIndex"/>, each of the <see cref="RepulsionCount"/> symmetry-distinct numbers once, in hartree.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit, a number is not finite or h is not symmetric.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    public ElectronIntegrals(int orbitalCount, int alphaElectrons, int betaElectrons, double coreEnergy,
        ReadOnlySpan<double> oneElectron, ReadOnlySpan<double> packedRepulsion)
        : this(coreEnergy, orbitalCount, alphaElectrons, betaElectrons, Symmetrised(orbitalCount, oneElectron), packedRepulsion.ToArray())
    {
    }

    /// <summary>Takes the arrays over: whoever made them must not write to them again.</summary>
    private ElectronIntegrals(
        double coreEnergy, int orbitalCount, int alphaElectrons, int betaElectrons, double[] oneElectron, double[] repulsion)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orbitalCount, 1);
        ThrowIfOutside(alphaElectrons, orbitalCount, nameof(alphaElectrons));
        ThrowIfOutside(betaElectrons, orbitalCount, nameof(betaElectrons));
        if (!double.IsFinite(coreEnergy)) throw new ArgumentException($"The core energy {coreEnergy:R} is not finite.", nameof(coreEnergy));
        if (repulsion.LongLength != RepulsionCount(orbitalCount))
            throw new ArgumentException(
                $"There are {repulsion.LongLength} two-electron integrals; {orbitalCount} orbitals have {RepulsionCount(orbitalCount)} distinct ones.");
        ThrowIfNotFinite(oneElectron, "one-electron");
        ThrowIfNotFinite(repulsion, "two-electron");
        (OrbitalCount, AlphaElectrons, BetaElectrons, CoreEnergy) = (orbitalCount, alphaElectrons, betaElectrons, coreEnergy);
        (_oneElectron, _repulsion) = (oneElectron, repulsion);
    }

    /// <summary>Number of spatial orbitals n; there are 2n spin orbitals.</summary>
    public int OrbitalCount { get; }

    /// <summary>Electrons of spin up.</summary>
    public int AlphaElectrons { get; }

    /// <summary>Electrons of spin down.</summary>
    public int BetaElectrons { get; }

    /// <summary>Electrons of both spins.</summary>
    public int ElectronCount => AlphaElectrons + BetaElectrons;

    /// <summary>Nuclear repulsion and energy of frozen orbitals, in hartree.</summary>
    public double CoreEnergy { get; }

    /// <summary>View of h, in hartree: shape [n, n], symmetric.</summary>
    public ReadOnlyTensorSpan<double> OneElectron => new(_oneElectron, [OrbitalCount, OrbitalCount]);

    /// <summary>h at p·n + q.</summary>
    internal ReadOnlySpan<double> OneElectronSpan => _oneElectron;

    /// <summary>(pq|rs) at <see cref="RepulsionIndex"/>.</summary>
    internal ReadOnlySpan<double> RepulsionSpan => _repulsion;

    /// <summary>h_pq, in hartree.</summary>
    /// <param name="p">Orbital, 0 to n − 1.</param>
    /// <param name="q">Orbital, 0 to n − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An orbital is out of range.</exception>
    public double Core(int p, int q)
    {
        ThrowIfNoOrbital(p);
        ThrowIfNoOrbital(q);
        return _oneElectron[(p * OrbitalCount) + q];
    }

    /// <summary>(pq|rs) in chemists' order, in hartree.</summary>
    /// <param name="p">First orbital of electron 1, 0 to n − 1.</param>
    /// <param name="q">Second orbital of electron 1, 0 to n − 1.</param>
    /// <param name="r">First orbital of electron 2, 0 to n − 1.</param>
    /// <param name="s">Second orbital of electron 2, 0 to n − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An orbital is out of range.</exception>
    public double Repulsion(int p, int q, int r, int s)
    {
        ThrowIfNoOrbital(p);
        ThrowIfNoOrbital(q);
        ThrowIfNoOrbital(r);
        ThrowIfNoOrbital(s);
        return _repulsion[RepulsionIndex(p, q, r, s)];
    }

    /// <summary>All (pq|rs), in hartree, as a new tensor of shape [n, n, n, n] and indices in the order p, q, r, s: 8n⁴ bytes.</summary>
    public Tensor<double> ToRepulsionTensor()
    {
        var n = OrbitalCount;
        var full = new double[checked((long)n * n * n * n)];
        var at = 0L;
        for (var p = 0; p < n; p++)
        for (var q = 0; q < n; q++)
        for (var r = 0; r < n; r++)
        for (var s = 0; s < n; s++)
            full[at++] = _repulsion[RepulsionIndex(p, q, r, s)];
        return Tensor.Create(full, [n, n, n, n]);
    }

    /// <summary>Number of symmetry-distinct (pq|rs): m(m + 1)/2 with m = n(n + 1)/2 pairs.</summary>
    /// <param name="orbitalCount">n, at least 1.</param>
    public static long RepulsionCount(int orbitalCount)
    {
        var pairs = (long)orbitalCount * (orbitalCount + 1) / 2;
        return pairs * (pairs + 1) / 2;
    }

    /// <summary>
    /// Place of (pq|rs) among the symmetry-distinct integrals: pair (p ≥ q) has number p(p + 1)/2 + q, and the pair of pair
    /// numbers is numbered the same way. Any order of indices that means the same integral gives the same place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long RepulsionIndex(int p, int q, int r, int s)
    {
        long left = PairIndex(p, q), right = PairIndex(r, s);
        return left >= right ? (left * (left + 1) / 2) + right : (right * (right + 1) / 2) + left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PairIndex(int p, int q) => p >= q ? (p * (p + 1) / 2) + q : (q * (q + 1) / 2) + p;

    /// <summary>Orbitals, electrons and core energy in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{OrbitalCount} orbitals, {AlphaElectrons} α + {BetaElectrons} β electrons, core energy {CoreEnergy:F9} hartree");

    internal void ThrowIfNoOrbital(int orbital, [CallerArgumentExpression(nameof(orbital))] string? name = null)
    {
        if ((uint)orbital >= (uint)OrbitalCount)
            throw new ArgumentOutOfRangeException(name, orbital, $"There is no orbital {orbital}; orbitals are 0 to {OrbitalCount - 1}.");
    }

    private static void ThrowIfOutside(int electrons, int orbitalCount, string name)
    {
        if (electrons < 0 || electrons > orbitalCount)
            throw new ArgumentOutOfRangeException(name, electrons,
                $"{electrons} electrons of one spin do not fit in {orbitalCount} orbitals; the range is 0 to {orbitalCount}.");
    }

    private static void ThrowIfNotFinite(double[] values, string kind)
    {
        var at = Array.FindIndex(values, v => !double.IsFinite(v));
        if (at >= 0) throw new ArgumentException($"The {kind} integral at place {at} is {values[at].ToString("R", CultureInfo.InvariantCulture)}, not a finite number.");
    }

    private static double[] Symmetrised(int n, ReadOnlySpan<double> oneElectron)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1, "orbitalCount");
        if (oneElectron.Length != (long)n * n)
            throw new ArgumentException($"There are {oneElectron.Length} one-electron integrals; {n} orbitals have {(long)n * n}.", nameof(oneElectron));
        var result = oneElectron.ToArray();
        for (var p = 0; p < n; p++)
        for (var q = 0; q < p; q++)
        {
            double lower = oneElectron[(p * n) + q], upper = oneElectron[(q * n) + p];
            if (Math.Abs(lower - upper) > SymmetryTolerance)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"h is not symmetric: h[{p},{q}] = {lower:R} and h[{q},{p}] = {upper:R}."), nameof(oneElectron));
            result[(p * n) + q] = result[(q * n) + p] = (lower + upper) / 2;
        }

        return result;
    }
}
