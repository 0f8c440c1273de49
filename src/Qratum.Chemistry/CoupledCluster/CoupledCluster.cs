using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// Coupled cluster with single and double excitations (CCSD) on a Hartree-Fock state: exp(T1 + T2) on the determinant, amplitudes from the
/// projected equations. Size consistent, not variational. G. D. Purvis, R. J. Bartlett, J. Chem. Phys. 76, 1910 (1982).
/// </summary>
public static partial class CoupledCluster
{
    /// <summary>
    /// CCSD of a closed shell, spin adapted. With o occupied and v empty orbitals an iteration takes o² v⁴ / 4 + 5 o³ v³ multiply-adds and
    /// little else; integrals and amplitudes take v⁴ / 2 + o v³ + (7 + 2 × <see cref="CoupledClusterOptions.DiisSize"/>) o² v² numbers.
    /// </summary>
    /// <param name="reference">The closed-shell Hartree-Fock state, converged.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException"><paramref name="reference"/> has not converged or has open shells.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More orbitals are frozen than occupied.</exception>
    /// <exception cref="InsufficientMemoryException">It needs more memory than it may take; the message holds the bytes. Nothing was allocated.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CoupledClusterResult Solve(
        HartreeFockResult reference, CoupledClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        options ??= new CoupledClusterOptions();
        ThrowIfUnfit(reference, reference.OccupiedCount, options);
        if (reference.OpenCount > 0) throw new ArgumentException("The state is an open shell with one set of orbitals (ROHF); coupled cluster of open shells needs an unrestricted state (UHF), or its integrals.", nameof(reference));
        var (frozen, count) = (options.FrozenOrbitals, reference.OrbitalCount - options.FrozenOrbitals);
        var occupied = reference.OccupiedCount - frozen;
        ThrowIfTooLarge(occupied, count - occupied, options);
        var start = Stopwatch.GetTimestamp();
        var packed = IntegralTransform.Packed(reference.Integrals, reference.CoefficientArray, reference.OrbitalCount, frozen, count, options.MaxThreads, cancellationToken);
        var fock = Diagonal(reference.OrbitalEnergyArray.AsSpan(frozen));
        return ClosedShell(packed, fock, occupied, count - occupied, reference.Energy, reference.NuclearRepulsion, start, options, cancellationToken);
    }

    private static CoupledClusterResult ClosedShell(
        double[] packed, double[] fock, int occupied, int virtuals, double referenceEnergy, double nuclearRepulsion, long start,
        CoupledClusterOptions options, CancellationToken cancellationToken)
    {
        if (occupied == 0 || virtuals == 0) return Nothing(referenceEnergy, nuclearRepulsion, options);
        var integrals = new ClosedShellIntegrals(packed, fock, occupied, virtuals, options.MaxThreads, cancellationToken);
        var transformTime = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var equations = new ClosedShellEquations(integrals);
        var outcome = AmplitudeSearch.Solve(equations, options, cancellationToken);
        CoupledClusterLog.Ended(options.Logger, referenceEnergy + outcome.Energy, outcome.Iterations, outcome.StopReason);
        var (singles, doubles) = (equations.Singles(outcome.Amplitudes), equations.Doubles(outcome.Amplitudes));
        double? triples = options.Triples == TriplesCorrection.Perturbative && outcome.StopReason.IsConverged()
            ? new ClosedShellTriples(integrals, singles, doubles).Energy(options.MaxThreads, cancellationToken) : null;
        return new CoupledClusterResult(new CoupledClusterSummary(
            outcome, referenceEnergy, nuclearRepulsion, options.FrozenOrbitals, true,
            occupied == 0 ? 0 : TensorPrimitives.Norm<double>(singles.Data) / Math.Sqrt(2.0 * occupied), Largest(singles.Data), Largest(doubles.Data), triples,
            transformTime, Stopwatch.GetElapsedTime(start)));
    }

    /// <summary>The result where nothing can be excited.</summary>
    private static CoupledClusterResult Nothing(double referenceEnergy, double nuclearRepulsion, CoupledClusterOptions options) => new(new CoupledClusterSummary(
        new AmplitudeOutcome([], 0, 0, 0, 0, StopReason.NoParameters), referenceEnergy, nuclearRepulsion, options.FrozenOrbitals, true, 0, 0, 0,
        options.Triples == TriplesCorrection.None ? null : 0, TimeSpan.Zero, TimeSpan.Zero));

    private static double Largest(ReadOnlySpan<double> numbers) => numbers.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(numbers));

    private static void ThrowIfUnfit(MeanFieldResult reference, int occupied, CoupledClusterOptions options)
    {
        if (!reference.Converged) throw new ArgumentException($"The Hartree-Fock state has not converged ({reference.StopReason}); coupled cluster needs canonical orbitals.", nameof(reference));
        ThrowIfTooManyFrozen(occupied, options);
    }

    private static void ThrowIfTooManyFrozen(int occupied, CoupledClusterOptions options)
    {
        if (options.FrozenOrbitals > occupied)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.FrozenOrbitals, string.Create(CultureInfo.InvariantCulture, $"{occupied} orbitals are occupied; no more can be frozen."));
        }
    }

    private static void ThrowIfTooLarge(Int128 o, Int128 v, CoupledClusterOptions options)
    {
        var amplitudes = (o * v) + (o * v * o * v);
        var numbers = PackedSymmetric.Count(PackedSymmetric.Count((long)(o + v))) + ClosedShellIntegrals.Count(o, v) + ((12 + (2 * options.DiisSize)) * amplitudes) + (3 * o * v * v * (o + 1));
        if (options.Triples == TriplesCorrection.Perturbative) numbers += 3 * v * v * v * (options.MaxThreads < 0 ? Environment.ProcessorCount : options.MaxThreads);
        ThrowIfAbove(numbers, (int)(o + v), options);
    }

    /// <exception cref="NotSupportedException">Triples of open shells were asked for.</exception>
    private static void ThrowIfTriples(CoupledClusterOptions options)
    {
        if (options.Triples != TriplesCorrection.None) throw new NotSupportedException("The (T) correction is there for closed shells only.");
    }

    private static void ThrowIfAbove(Int128 numbers, int orbitals, CoupledClusterOptions options)
    {
        var (bytes, what) = (MemoryCheck.Bytes(numbers), string.Create(CultureInfo.InvariantCulture, $"Coupled cluster with {orbitals} orbitals"));
        if (options.MemoryLimit is { } limit && bytes > limit)
        {
            throw new InsufficientMemoryException(string.Create(
                CultureInfo.InvariantCulture, $"{what} needs {bytes} bytes ({bytes / (double)(1 << 30):F1} GiB); the limit is {limit} bytes."));
        }

        MemoryCheck.ThrowIfAbsent(numbers, what, isOneArray: false);
    }
}
