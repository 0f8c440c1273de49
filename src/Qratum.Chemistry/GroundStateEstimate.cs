using System.Globalization;
using System.Numerics;

namespace Qratum.Chemistry;

/// <summary>What a ground-state run needs, found without integrals.</summary>
/// <param name="Qubits">Qubits: two for each correlated orbital.</param>
/// <param name="MaximumTerms">Pauli terms at most; symmetry of the molecule leaves fewer.</param>
/// <param name="Parameters">Parameters of the circuit.</param>
/// <param name="MemoryBytes">State vectors of an exact gradient (three of 16 · 2^qubits bytes) and repulsion integrals.</param>
/// <param name="RoughTime">Order of magnitude of the search on one processor; see the remarks.</param>
/// <remarks>
/// The time is rotations × amplitudes × 4 sweeps × 50 evaluations at 1 ns for each amplitude of a sweep: what coupled cluster with
/// L-BFGS takes on a processor of the year 2023, good to a factor of a few.
/// </remarks>
public sealed record GroundStateEstimate(int Qubits, BigInteger MaximumTerms, long Parameters, double MemoryBytes, TimeSpan RoughTime)
{
    internal static GroundStateEstimate Create(Molecule molecule, GroundStateOptions options)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        var functions = BasisSet.ByName(options.Basis).FunctionCount(molecule);
        var space = (options.ActiveSpace ?? ActiveSpace.Full).Fit(functions, molecule.AlphaElectrons, molecule.BetaElectrons);
        var (n, alpha, beta) = (space.Active.Length, space.AlphaElectrons, space.BetaElectrons);
        long SameSpin(long electrons) => electrons * (electrons - 1) / 2 * ((n - electrons) * (n - electrons - 1) / 2);
        var singles = (alpha * (long)(n - alpha)) + (beta * (long)(n - beta));
        var doubles = (alpha * (long)(n - alpha) * beta * (n - beta)) + SameSpin(alpha) + SameSpin(beta);
        var isCoupledCluster = options.Ansatz == AnsatzKind.Uccsd;
        var parameters = isCoupledCluster ? singles + doubles : 4L * n * (options.Layers + 1);
        var rotations = isCoupledCluster ? (2.0 * singles) + (8.0 * doubles) : parameters;
        var seconds = rotations * Math.Pow(2, 2 * n) * 4 * 50 * 1e-9;
        return new GroundStateEstimate(2 * n, Terms(n), parameters,
            (3 * 16 * Math.Pow(2, 2 * n)) + (Math.Pow(functions, 4) + (8 * Math.Pow(n, 4))),
            TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)));
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
