using System.Diagnostics;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

public static partial class CoupledCluster
{
    /// <summary>
    /// CCSD on an unrestricted state, with amplitudes for each spin. An iteration takes about o² v⁴ (1 + 1/4) + 20 o³ v³ multiply-adds, o and v
    /// being the mean numbers of occupied and empty orbitals of a spin.
    /// </summary>
    /// <param name="reference">The unrestricted Hartree-Fock state, converged.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException"><paramref name="reference"/> has not converged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More orbitals are frozen than are occupied by spin down.</exception>
    /// <exception cref="NotSupportedException">The (T) correction was asked for.</exception>
    /// <exception cref="InsufficientMemoryException">It needs more memory than it may take; the message holds the bytes. Nothing was allocated.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CoupledClusterResult Solve(
        UnrestrictedHartreeFockResult reference, CoupledClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        options ??= new CoupledClusterOptions();
        ThrowIfUnfit(reference, reference.OccupiedCount(Spin.Beta), options);
        ThrowIfTriples(options);
        var (frozen, count) = (options.FrozenOrbitals, reference.OrbitalCount - options.FrozenOrbitals);
        int[] occupied = [reference.OccupiedCount(Spin.Alpha) - frozen, reference.OccupiedCount(Spin.Beta) - frozen];
        ThrowIfTooLarge(occupied, count, options);
        var start = Stopwatch.GetTimestamp();
        double[][] orbitals = [reference.CoefficientArray(Spin.Alpha), reference.CoefficientArray(Spin.Beta)];
        double[] Packed(int spin) => IntegralTransform.Packed(
            reference.Integrals, orbitals[spin], reference.OrbitalCount, frozen, count, options.MaxThreads, cancellationToken);
        var mixed = IntegralTransform.Mixed(
            reference.Integrals, orbitals[0], orbitals[1], reference.OrbitalCount, frozen, count, options.MaxThreads, cancellationToken);
        var integrals = new SpinPairIntegrals(Packed(0), mixed, Packed(1), count);
        double[][] fock = [Diagonal(reference.EnergyArray(Spin.Alpha).AsSpan(frozen)), Diagonal(reference.EnergyArray(Spin.Beta).AsSpan(frozen))];
        return OpenShell(integrals, fock, occupied, reference.Energy, reference.NuclearRepulsion, start, options, cancellationToken);
    }

    private static double[] Diagonal(ReadOnlySpan<double> energies)
    {
        var matrix = new double[energies.Length * energies.Length];
        for (var p = 0; p < energies.Length; p++) matrix[p * (energies.Length + 1)] = energies[p];
        return matrix;
    }

    private static CoupledClusterResult OpenShell(
        SpinPairIntegrals source, double[][] fock, int[] occupied, double referenceEnergy, double nuclearRepulsion, long start,
        CoupledClusterOptions options, CancellationToken cancellationToken)
    {
        var integrals = new OpenShellIntegrals(source, fock, occupied, options.MaxThreads, cancellationToken);
        var transformTime = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var equations = new OpenShellEquations(integrals);
        if (equations.Count == 0) return Nothing(referenceEnergy, nuclearRepulsion, options);
        var outcome = AmplitudeSearch.Solve(equations, options, cancellationToken);
        CoupledClusterLog.Ended(options.Logger, referenceEnergy + outcome.Energy, outcome.Iterations, outcome.StopReason);
        var electrons = occupied[0] + occupied[1];
        var singles = equations.AllSingles(outcome.Amplitudes);
        return new CoupledClusterResult(new CoupledClusterSummary(
            outcome, referenceEnergy, nuclearRepulsion, options.FrozenOrbitals, false,
            electrons == 0 ? 0 : TensorPrimitives.Norm(singles) / Math.Sqrt(electrons), Largest(singles), Largest(outcome.Amplitudes.AsSpan(singles.Length)), null,
            transformTime, Stopwatch.GetElapsedTime(start)));
    }

    private static void ThrowIfTooLarge(int[] occupied, int orbitals, CoupledClusterOptions options)
    {
        Int128 o = occupied.Max(), v = orbitals - occupied.Min(), pairs = PackedSymmetric.Count(orbitals);
        ThrowIfAbove((2 * pairs * pairs) + OpenShellIntegrals.Count(o, v) + ((30 + (6 * options.DiisSize)) * ((o * v * o * v) + (o * v))), orbitals, options);
    }
}
