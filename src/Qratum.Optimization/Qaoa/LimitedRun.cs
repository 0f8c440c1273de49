namespace Qratum.Optimization;

/// <summary>A run that also ends after a number of iterations; everything else is the run within.</summary>
internal sealed class LimitedRun(IMinimizerRun inner, int maximumIterations) : IMinimizerRun
{
    /// <inheritdoc/>
    public StopReason? StopReason => inner.StopReason ?? (inner.Iterations >= maximumIterations ? Qratum.StopReason.IterationLimit : null);

    /// <inheritdoc/>
    public int Iterations => inner.Iterations;

    /// <inheritdoc/>
    public ReadOnlyMemory<double> BestPoint => inner.BestPoint;

    /// <inheritdoc/>
    public double BestValue => inner.BestValue;

    /// <inheritdoc/>
    public MinimizerRequest Ask() => StopReason is null ? inner.Ask() : throw new InvalidOperationException("The search has ended.");

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Evaluation> answers) => inner.Tell(answers);

    /// <inheritdoc/>
    public MinimizerState Save() => inner.Save();
}
