using System.Globalization;
using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>What a ground-state run needs, found without integrals.</summary>
/// <param name="Qubits">Qubits: two for each correlated orbital.</param>
/// <param name="MaximumTerms">Pauli terms at most; symmetry of the molecule leaves fewer.</param>
/// <param name="Parameters">Parameters at most; symmetry of the molecule leaves fewer.</param>
/// <param name="MemoryBytes">Vectors of an exact gradient and repulsion integrals.</param>
/// <param name="RoughTime">Order of magnitude of the search on one processor; see the remarks.</param>
/// <param name="Engine">What would compute the energies.</param>
/// <param name="Determinants">Determinants of these numbers of electrons, before symmetry.</param>
/// <remarks>
/// On qubits a gradient keeps three states of 16 · 2^qubits bytes, and the time is rotations × amplitudes × 4 sweeps × 50 evaluations at 1 ns for
/// each amplitude of a sweep. On determinants it keeps five numbers of 8 bytes for every other determinant, and the time is rotations × determinants / 64 ×
/// 4 sweeps × 50 evaluations at 1 ns. Both are what coupled cluster with L-BFGS takes on a processor of the year 2023, good to a factor of
/// a few.
/// </remarks>
public sealed record GroundStateEstimate(int Qubits, BigInteger MaximumTerms, long Parameters, double MemoryBytes, TimeSpan RoughTime, EngineKind Engine, BigInteger Determinants)
{
    internal static GroundStateEstimate Create(Molecule molecule, GroundStateOptions options)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        return Create(options.Basis.FunctionCount(molecule), molecule.AlphaElectrons, molecule.BetaElectrons, options);
    }

    internal static GroundStateEstimate Create(ElectronIntegrals integrals, GroundStateOptions options)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        return Create(integrals.OrbitalCount, integrals.AlphaElectrons, integrals.BetaElectrons, options);
    }

    private static GroundStateEstimate Create(int functions, int alphaElectrons, int betaElectrons, GroundStateOptions options)
    {
        var space = (options.ActiveSpace ?? ActiveSpace.Full).Fit(functions, alphaElectrons, betaElectrons);
        var (n, alpha, beta) = (space.Active.Length, space.AlphaElectrons, space.BetaElectrons);
        long SameSpin(long electrons) => electrons * (electrons - 1) / 2 * ((n - electrons) * (n - electrons - 1) / 2);
        var singles = (alpha * (long)(n - alpha)) + (beta * (long)(n - beta));
        var doubles = (alpha * (long)(n - alpha) * beta * (n - beta)) + SameSpin(alpha) + SameSpin(beta);
        var excitations = singles + doubles;
        // Mirror images have one parameter in common; of i = j, a = b there is none.
        var shared = ((singles + doubles) + (alpha * (long)(n - alpha))) / 2;
        var isShared = alpha == beta && (options.CoupledCluster is null || options.CoupledCluster.Sharing == ParameterSharing.SpinMirror);
        var generalised = (n * (n - 1L)) + ((long)n * n * (n - 1) * (n - 1) / 2) + (n * (n - 1L) * (n - 2) * (n - 3) / 4);
        var pairs = Math.Min(alpha, beta) * (long)(n - Math.Max(alpha, beta));
        var jastrow = (options.Layers * (long)n * (n - 1)) + (n * (n - 1L) / 2);
        var layered = options.Layers * (long)n * (n - 1);
        var (parameters, rotations) = options.Ansatz switch
        {
            AnsatzKind.Uccsd => (isShared ? shared : excitations, (2.0 * singles) + (8.0 * doubles)),
            AnsatzKind.Uccgsd => (generalised, 8.0 * generalised),
            AnsatzKind.PUccd => (pairs, 8.0 * pairs),
            AnsatzKind.Givens => (isShared ? shared : excitations, (2.0 * singles) + (8.0 * doubles)),
            AnsatzKind.Ucj => (jastrow + (options.Layers * (long)n * (n + 1)), (options.Layers * 7.0 * n * n) + (n * 2.0 * n)),
            AnsatzKind.Lucj => (jastrow + (options.Layers * ((3L * n) - 1)), (options.Layers * 6.0 * n * n) + (n * 2.0 * n)),
            AnsatzKind.Adapt or AnsatzKind.QubitAdapt => (options.MaximumOperators, 16.0 * options.MaximumOperators * options.MaximumOperators),
            AnsatzKind.KUpCcgsd => (layered, 6.0 * layered),
            AnsatzKind.Custom => (options.CustomAnsatz?.ParameterCount ?? 0, 8.0 * (options.CustomAnsatz?.Excitations.Count ?? 0)),
            _ => (4L * n * (options.Layers + 1), 4.0 * n * (options.Layers + 1)),
        };
        var engine = GroundState.ChooseEngine(options);
        var determinants = DeterminantStrings.Binomial(n, alpha) * DeterminantStrings.Binomial(n, beta);
        var isDeterminants = engine == EngineKind.Determinants;
        var (size, bytes) = isDeterminants ? ((double)determinants / 64, 5 * 8 * (double)determinants / 2) : (Math.Pow(2, 2 * n), 3 * 16 * Math.Pow(2, 2 * n));
        var seconds = rotations * size * 4 * 50 * 1e-9;
        return new GroundStateEstimate(2 * n, Terms(n), parameters, bytes + Math.Pow(functions, 4) + (8 * Math.Pow(n, 4)),
            TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)), engine, determinants);
    }

    /// <exception cref="NotSupportedException">More memory is needed than there is.</exception>
    internal void ThrowIfTooLarge(bool isSimulated)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (isSimulated && MemoryBytes > available)
            throw new NotSupportedException($"{Qubits} qubits and the integrals need {Bytes(MemoryBytes)}, there are {Bytes(available)}; correlate fewer orbitals with an active space.");
    }

    /// <summary>One readable line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Qubits} qubits, at most {MaximumTerms} Pauli terms, {Parameters} parameters, {Bytes(MemoryBytes)}, about {RoughTime.TotalSeconds:G2} s");

    private static string Bytes(double bytes) => bytes < 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:E3} bytes ({bytes / (1 << 30):G3} GiB)");

    /// <summary>
    /// Strings that real integrals without spatial symmetry give: identity, Z, ZZ, hops with and without one spectator Z, pairs of
    /// hops of opposite spin, and four different orbitals of one spin.
    /// </summary>
    private static BigInteger Terms(BigInteger n)
    {
        var spinOrbitals = 2 * n;
        var pairs = n * (n - 1) / 2;
        var quadruples = n * (n - 1) * (n - 2) * (n - 3) / 24;
        return 1 + spinOrbitals + (spinOrbitals * (spinOrbitals - 1) / 2) + (4 * pairs * (spinOrbitals - 1)) + (4 * pairs * pairs) + (16 * quadruples);
    }
}
