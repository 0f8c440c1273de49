using System.Numerics.Tensors;

namespace Qratum.Chemistry;

/// <summary>What became of a search for amplitudes.</summary>
/// <param name="Amplitudes">The last ones.</param>
/// <param name="StartEnergy">Correlation energy of the first ones, which for canonical orbitals is that of second order.</param>
/// <param name="Energy">Correlation energy of the last ones, hartree.</param>
/// <param name="Iterations">Number of steps.</param>
/// <param name="StepLength">Length of the last step asked for.</param>
/// <param name="StopReason">Why it ended.</param>
internal sealed record AmplitudeOutcome(
    double[] Amplitudes, double StartEnergy, double Energy, int Iterations, double StepLength, StopReason StopReason);

/// <summary>Solves amplitude equations: steps of residual over denominator, combined by DIIS.</summary>
/// <remarks>G. E. Scuseria, T. J. Lee, H. F. Schaefer III, Chem. Phys. Lett. 130, 236 (1986).</remarks>
internal static class AmplitudeSearch
{
    /// <summary>Steps longer than this have left every neighbourhood of a solution.</summary>
    private const double Hopeless = 1e6;

    public static AmplitudeOutcome Solve(IAmplitudeEquations equations, CoupledClusterOptions options, CancellationToken cancellationToken)
    {
        var contraction = new Contraction(options.MaxThreads, cancellationToken);
        var amplitudes = equations.Start();
        var (start, diis) = (equations.Energy(amplitudes), new Diis(options.DiisSize));
        var energy = start;
        for (var iteration = 1; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = equations.Step(amplitudes, contraction);
            var length = TensorPrimitives.Norm<double>(step);
            var next = new double[step.Length];
            TensorPrimitives.Add<double>(amplitudes, step, next);
            if (!(length < Hopeless)) return new AmplitudeOutcome(amplitudes, start, energy, iteration, length, StopReason.NotANumber);
            var isLast = length < options.AmplitudeTolerance;
            amplitudes = isLast || options.DiisSize == 1 ? next : diis.Extrapolate(next, step);
            var before = energy;
            energy = equations.Energy(amplitudes);
            options.Progress?.Report(new CoupledClusterProgress(iteration, energy, energy - before, length));
            CoupledClusterLog.Iteration(options.Logger, iteration, energy, length);
            if (isLast) return new AmplitudeOutcome(amplitudes, start, energy, iteration, length, StopReason.StepTolerance);
            if (iteration == options.MaxIterations) return new AmplitudeOutcome(amplitudes, start, energy, iteration, length, StopReason.IterationLimit);
        }
    }
}
