using System.Diagnostics;

namespace Qratum.Optimization;

/// <summary>
/// QAOA without a state: exact expectation values of sparse models with thousands of spins, and the angles of least energy. One layer goes by
/// its closed form (<see cref="SingleLayerObjective"/>), more by light cones (<see cref="LightConeObjective"/>).
/// </summary>
public static class LightConeQaoa
{
    /// <summary>Expectation values of all spins and couplings, exact.</summary>
    /// <param name="model">The model.</param>
    /// <param name="angles">Angles of any number of layers, in the convention of <see cref="QaoaAnsatz"/>.</param>
    /// <param name="options">Threads and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">A light cone is wider than <see cref="LightConeOptions.MaximumWidth"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SpinCorrelations Evaluate(
        IsingModel model, QaoaAngles angles, LightConeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(angles);
        return angles.Layers == 1
            ? new SingleLayerObjective(model).Evaluate(angles)
            : new LightConeObjective(model, angles.Layers, options, cancellationToken).Evaluate(angles, cancellationToken);
    }

    /// <summary>Searches the angles of least expected energy: of one layer all of them, of more those near the start.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layers">Number of layers p, at least 1.</param>
    /// <param name="options">Threads, limits, minimizer and start; null for the defaults. One layer takes no minimizer and no start.</param>
    /// <param name="progress">Told the least energy so far after each step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    /// <exception cref="ArgumentException">The start has another number of layers.</exception>
    /// <exception cref="NotSupportedException">A light cone is wider than <see cref="LightConeOptions.MaximumWidth"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<LightConeResult> OptimizeAsync(
        IsingModel model, int layers, LightConeOptions? options = null, IProgress<HistoryPoint>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        options ??= new LightConeOptions();
        if (options.Start is { } given && given.Layers != layers)
            throw new ArgumentException($"The start has {given.Layers} layers; {layers} are asked for.", nameof(options));
        var clock = Stopwatch.StartNew();
        if (layers == 1)
        {
            var single = new SingleLayerObjective(model);
            var best = single.FindAngles(cancellationToken);
            var found = single.Evaluate(best);
            progress?.Report(new HistoryPoint(0, found.Energy, 0));
            return Result(best, found, null, new MinimizationResult(best.ToParameters(), found.Energy, 0, 0, StopReason.StepTolerance), clock);
        }

        var objective = new LightConeObjective(model, layers, options, cancellationToken);
        var start = options.Start?.ToParameters() ?? await FindStartAsync(objective, cancellationToken).ConfigureAwait(false);
        var minimum = await options.Minimizer.MinimizeAsync(objective, start, progress: progress, cancellationToken: cancellationToken).ConfigureAwait(false);
        var angles = QaoaAngles.FromParameters(minimum.Point.Span);
        return Result(angles, objective.Evaluate(angles, cancellationToken), objective.Statistics, minimum, clock);
    }

    private static LightConeResult Result(
        QaoaAngles angles, SpinCorrelations correlations, LightConeStatistics? statistics, MinimizationResult minimum, Stopwatch clock)
    {
        var rounded = correlations.Round();
        return new LightConeResult
        {
            Angles = angles,
            Correlations = correlations,
            Rounded = rounded,
            RoundedEnergy = correlations.Model.Energy(rounded),
            Statistics = statistics,
            Iterations = minimum.Iterations,
            Evaluations = minimum.Evaluations,
            StopReason = minimum.StopReason,
            Elapsed = clock.Elapsed,
        };
    }

    private static async Task<double[]> FindStartAsync(LightConeObjective objective, CancellationToken cancellationToken)
    {
        var usual = StartingAngles.For(objective.Model, objective.Layers);
        var first = StartingAngles.For(objective.Model, 1);
        var scale = new SingleLayerObjective(objective.Model).FindAngles(cancellationToken).Gammas[0] / first.Gammas[0];
        double[][] points = [usual.ToParameters(), [.. usual.Gammas.Select(g => scale * g), .. usual.Betas]];
        var answers = await objective.EvaluateAsync([points[0], points[1]], EvaluationKind.Value, cancellationToken).ConfigureAwait(false);
        return answers[1].Value < answers[0].Value ? points[1] : points[0];
    }
}
