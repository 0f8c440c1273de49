using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Outcome of a search of angles by <see cref="LightConeQaoa"/>; energies are minimized.</summary>
public sealed record LightConeResult
{
    /// <summary>The angles found.</summary>
    public required QaoaAngles Angles { get; init; }

    /// <summary>Expectation values of all spins and couplings at these angles, exact.</summary>
    public required SpinCorrelations Correlations { get; init; }

    /// <summary>Expected energy, exact. For MaxCut the expected cut is its negative.</summary>
    public double Expectation => Correlations.Energy;

    /// <summary>The configuration that agrees with the strongest correlations (<see cref="SpinCorrelations.Round"/>).</summary>
    public required BitString Rounded { get; init; }

    /// <summary>Its energy.</summary>
    public required double RoundedEnergy { get; init; }

    /// <summary>Numbers and sizes of the light cones; null for one layer, which has a closed form instead.</summary>
    public LightConeStatistics? Statistics { get; init; }

    /// <summary>Iterations of the search; 0 for one layer.</summary>
    public required int Iterations { get; init; }

    /// <summary>Points evaluated by the search; 0 for one layer.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why the search ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Whether the minimizer's own test of convergence was met.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>Wall time.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A few readable lines.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Energy {Expectation:F6} expected, {RoundedEnergy:R} rounded, after {Evaluations} evaluations ({StopReason})\n{Angles.Layers} layers, {Angles}")
        + (Statistics is null ? "" : $"\n{Statistics}");
}
