using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>
/// Closed-shell Hartree-Fock by the equations of Roothaan (Rev. Mod. Phys. 23, 69 (1951)) and Hall, started from a sum of atomic densities
/// and accelerated by DIIS.
/// </summary>
public static class RestrictedHartreeFock
{
    /// <summary>
    /// Finds the doubly occupied orbitals of least energy. Not converging is a result, see
    /// <see cref="HartreeFockResult.Converged"/>. O(n⁴) for n basis functions, in time for each cycle and in memory.
    /// </summary>
    /// <param name="molecule">The molecule; its multiplicity must be 1.</param>
    /// <param name="basisSet">The basis set; it must have every element of the molecule.</param>
    /// <param name="options">Limits and tolerances; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">The multiplicity is not 1: unpaired electrons need an open-shell method.</exception>
    /// <exception cref="ArgumentException">The basis set lacks an element or has fewer functions than there are electron pairs.</exception>
    /// <exception cref="InsufficientMemoryException">The integrals do not fit; the message says how many bytes they need.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static HartreeFockResult Solve(
        Molecule molecule, BasisSet basisSet, HartreeFockOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentNullException.ThrowIfNull(basisSet);
        ThrowIfOpenShell(molecule);
        options ??= new HartreeFockOptions();
        using var activity = QratumDiagnostics.Source.StartActivity("scf");
        var start = Stopwatch.GetTimestamp();
        var integrals = AtomicIntegrals.Compute(molecule, basisSet, options.MaxThreads, cancellationToken);
        var result = Solve(molecule, basisSet, integrals, Stopwatch.GetElapsedTime(start), options, cancellationToken);
        activity?.SetTag("qratum.functions", integrals.FunctionCount).SetTag("qratum.energy", result.Energy).SetTag("qratum.cycles", result.Iterations);
        HartreeFockLog.Ended(options.Logger, result.Energy, result.Iterations, result.StopReason);
        return result;
    }

    private static HartreeFockResult Solve(
        Molecule molecule, BasisSet basisSet, AtomicIntegrals integrals, TimeSpan integralTime, HartreeFockOptions options,
        CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (n, occupied) = (integrals.FunctionCount, molecule.AlphaElectrons);
        var (core, overlap) = (integrals.CoreHamiltonian, integrals.One.Overlap);
        var orbitals = new Orbitals(overlap, n, options.LinearDependenceThreshold);
        ThrowIfTooFew(orbitals.Count, occupied, basisSet);
        var builder = new FockBuilder(integrals, options.MaxThreads);
        var diis = new Diis(options.DiisSize);
        var fock = new double[n * n];

        builder.Build(AtomicDensities.Superpose(molecule, basisSet, integrals), fock, cancellationToken);
        var (_, coefficients) = orbitals.Diagonalise(fock);
        double energy = 0, gradientNorm;
        var iteration = 0;
        StopReason? stop;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            iteration++;
            var density = orbitals.Density(coefficients, occupied);
            builder.Build(density, fock, cancellationToken);
            var gradient = orbitals.Gradient(fock, density, overlap);
            gradientNorm = gradient.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(gradient));
            var before = energy;
            energy = (0.5 * (TensorPrimitives.Dot<double>(density, core) + TensorPrimitives.Dot<double>(density, fock))) + molecule.NuclearRepulsion;
            ReportCycle(options, new HartreeFockProgress(iteration, energy, energy - before, gradientNorm));

            stop = gradientNorm < options.GradientTolerance ? StopReason.GradientTolerance
                : !double.IsFinite(energy) ? StopReason.NotANumber
                : iteration == options.MaxIterations ? StopReason.IterationLimit
                : null;
            if (stop is null) (_, coefficients) = orbitals.Diagonalise(diis.Extrapolate(fock, gradient));
        }
        while (stop is null);

        // The canonical orbitals of the last Fock matrix itself, not of a combination.
        (var energies, coefficients) = stop == StopReason.NotANumber ? (new double[orbitals.Count], coefficients) : orbitals.Diagonalise(fock);
        return new HartreeFockResult(
            molecule, basisSet, integrals, energy, energies, coefficients, orbitals.Density(coefficients, occupied),
            iteration, gradientNorm, stop.Value, integralTime, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>The one place that every cycle passes.</summary>
    private static void ReportCycle(HartreeFockOptions options, HartreeFockProgress cycle)
    {
        HartreeFockLog.Cycles.Add(1);
        HartreeFockLog.Cycle(options.Logger, cycle.Iteration, cycle.Energy, cycle.Gradient);
        options.Progress?.Report(cycle);
    }

    private static void ThrowIfOpenShell(Molecule molecule)
    {
        if (molecule.Multiplicity == 1) return;
        throw new NotSupportedException(string.Create(
            CultureInfo.InvariantCulture,
            $"{molecule.Formula} has multiplicity {molecule.Multiplicity}; restricted Hartree-Fock needs a closed shell, multiplicity 1. Open-shell methods are not available."));
    }

    private static void ThrowIfTooFew(int orbitals, int occupied, BasisSet basisSet)
    {
        if (orbitals >= occupied) return;
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{occupied} electron pairs need as many orbitals; {basisSet.Name} gives {orbitals}."), nameof(basisSet));
    }
}
