using System.Globalization;

namespace Qratum.Chemistry;

/// <summary>A coupled-cluster calculation with single and double excitations, converged or as far as it came. Immutable; energies in hartree.</summary>
public sealed class CoupledClusterResult
{
    internal CoupledClusterResult(CoupledClusterSummary summary)
    {
        (ReferenceEnergy, NuclearRepulsion, FrozenOrbitals) = (summary.ReferenceEnergy, summary.NuclearRepulsion, summary.FrozenOrbitals);
        var outcome = summary.Outcome;
        (CorrelationEnergy, SecondOrderEnergy) = (outcome.Energy, outcome.StartEnergy);
        (Iterations, Step, StopReason) = (outcome.Iterations, outcome.StepLength, outcome.StopReason);
        (SinglesDiagnostic, LargestSingle, LargestDouble) = (summary.SinglesDiagnostic, summary.LargestSingle, summary.LargestDouble);
        Warnings = Array.AsReadOnly(CoupledClusterWarning.Of(outcome, summary.SinglesDiagnostic, summary.IsClosedShell).ToArray());
        TriplesEnergy = summary.TriplesEnergy;
        (AmplitudeCount, TransformTime, AmplitudeTime) = (outcome.Amplitudes.Length, summary.TransformTime, summary.AmplitudeTime);
    }

    /// <summary>Total energy of the method asked for: reference, correlation and, of CCSD(T), <see cref="TriplesEnergy"/>.</summary>
    public double Energy => ReferenceEnergy + CorrelationEnergy + (TriplesEnergy ?? 0);

    /// <summary>Total energy of the reference determinant.</summary>
    public double ReferenceEnergy { get; }

    /// <summary>
    /// Energy of the nuclei among each other, contained in <see cref="ReferenceEnergy"/>; for a calculation on <see cref="ElectronIntegrals"/>
    /// their <see cref="ElectronIntegrals.CoreEnergy"/>, which holds frozen orbitals too.
    /// </summary>
    public double NuclearRepulsion { get; }

    /// <summary>Total energy less <see cref="NuclearRepulsion"/>.</summary>
    public double ElectronicEnergy => Energy - NuclearRepulsion;

    /// <summary>What single and double excitations lower the energy by, negative.</summary>
    public double CorrelationEnergy { get; }

    /// <summary>The (T) correction; null where it was not asked for or the amplitudes did not converge.</summary>
    public double? TriplesEnergy { get; }

    /// <summary>Correlation energy of the first amplitudes; over canonical Hartree-Fock orbitals that of second-order perturbation theory.</summary>
    public double SecondOrderEnergy { get; }

    /// <summary>So many lowest orbitals of each spin were not correlated.</summary>
    public int FrozenOrbitals { get; }

    /// <summary>
    /// T1 diagnostic: Euclidean norm of the single amplitudes over the square root of the number of correlated electrons, of closed shells in
    /// the spin-summed form; see <see cref="CoupledClusterWarningKind.LargeSingles"/>.
    /// </summary>
    public double SinglesDiagnostic { get; }

    /// <summary>Largest magnitude of a single amplitude.</summary>
    public double LargestSingle { get; }

    /// <summary>Largest magnitude of a double amplitude.</summary>
    public double LargestDouble { get; }

    /// <summary>Number of amplitudes held, permuted ones of a closed shell included.</summary>
    public int AmplitudeCount { get; }

    /// <summary>Number of iterations.</summary>
    public int Iterations { get; }

    /// <summary>Euclidean norm of the last step that the residuals asked for.</summary>
    public double Step { get; }

    /// <summary>Why the iterations ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>Whether the amplitudes solve their equations to the tolerance asked for.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>What may be wrong with this energy; empty where nothing is.</summary>
    public IReadOnlyList<CoupledClusterWarning> Warnings { get; }

    /// <summary>Time for the integrals over orbitals.</summary>
    public TimeSpan TransformTime { get; }

    /// <summary>Time for the amplitudes, and for the triples where they were asked for.</summary>
    public TimeSpan AmplitudeTime { get; }

    /// <summary>Energy and how it ended.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"CCSD{(TriplesEnergy is null ? "" : "(T)")}: {Energy:F9} hartree, correlation {CorrelationEnergy:F9}, T1 {SinglesDiagnostic:F4}, {(Converged ? "converged" : "NOT converged")} after {Iterations} iterations");
}

/// <summary>What a result is made of.</summary>
internal sealed record CoupledClusterSummary(
    AmplitudeOutcome Outcome, double ReferenceEnergy, double NuclearRepulsion, int FrozenOrbitals, bool IsClosedShell, double SinglesDiagnostic,
    double LargestSingle, double LargestDouble, double? TriplesEnergy, TimeSpan TransformTime, TimeSpan AmplitudeTime);
