namespace Qratum;

/// <summary>A whole search in one call.</summary>
public static class MinimizerExtensions
{
    /// <summary>Searches the parameters of least value.</summary>
    /// <param name="minimizer">The method.</param>
    /// <param name="objective">The function.</param>
    /// <param name="start">First point, of the length of the function's dimension.</param>
    /// <param name="bounds">Box that the parameters stay in, or null for none.</param>
    /// <param name="seed">Seed of stochastic methods.</param>
    /// <param name="progress">Told the newest history point after each step.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The start has another length than the function's dimension, or holds a value that is not finite.</exception>
    /// <exception cref="NotSupportedException">The method needs gradients and the function has none.</exception>
    public static Task<MinimizationResult> MinimizeAsync(
        this IMinimizer minimizer,
        IObjective objective,
        ReadOnlyMemory<double> start,
        Bounds? bounds = null,
        ulong seed = 0,
        IProgress<HistoryPoint>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(minimizer);
        ArgumentNullException.ThrowIfNull(objective);
        if (start.Length != objective.Dimension)
            throw new ArgumentException($"The start has {start.Length} values; the function has {objective.Dimension} parameters.", nameof(start));
        if (minimizer.NeedsGradient && !objective.HasGradient)
            throw new NotSupportedException($"The minimizer '{minimizer.Name}' needs gradients and the function has none; wrap it into a FiniteDifferenceObjective or take another minimizer.");
        return new MinimizationLoop(objective, minimizer.Start(start.Span, bounds, seed)).RunAsync(progress, cancellationToken: cancellationToken);
    }
}
