using System.Globalization;

namespace Qratum.Optimization;

/// <summary>Outcome of a <see cref="Qaoa"/> run on an <see cref="IsingModel"/>; energies are minimized.</summary>
public sealed record QaoaResult
{
    /// <summary>The sampled configuration of least energy; among equals the most frequent, then the smallest number.</summary>
    public required BitString Best { get; init; }

    /// <summary>Its energy.</summary>
    public required double BestEnergy { get; init; }

    /// <summary>Expected energy of the final state: exact where the backend is, otherwise the mean of <see cref="Counts"/>.</summary>
    public required double Expectation { get; init; }

    /// <summary>The final sample; bit i is spin i.</summary>
    public required Counts Counts { get; init; }

    /// <summary>The angles found; where the gates of a layer have angles of their own, their means over each layer.</summary>
    public required QaoaAngles Angles { get; init; }

    /// <summary>All parameters found, in the order of the circuit's (<see cref="QaoaAnsatz"/>).</summary>
    public required IReadOnlyList<double> Parameters { get; init; }

    /// <summary>Iterations of all searches.</summary>
    public required int Iterations { get; init; }

    /// <summary>Points evaluated by all searches.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why the best search ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Whether the minimizer's own test of convergence was met in the best search.</summary>
    public bool Converged => StopReason.IsConverged();

    /// <summary>Best energy after each iteration of the best search.</summary>
    public required IReadOnlyList<HistoryPoint> History { get; init; }

    /// <summary>Seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// What fixes the bits of the result: model, options, minimizer, seed and precision. A resumed run has that of the whole one.
    /// Null where the backend does not say.
    /// </summary>
    public RunIdentity? Identity { get; init; }

    /// <summary>Wall time of this run; a resumed run counts from its resumption.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A few readable lines.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Energy {BestEnergy:R} sampled, {Expectation:F6} expected after {Iterations} iterations, {Evaluations} evaluations ({StopReason})\n" +
        $"{Angles.Layers} layers, {Angles}");
}
