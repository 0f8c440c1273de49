namespace Qratum;

/// <summary>What every minimizer with gradients can be told: its limits and when it has converged.</summary>
public abstract record GradientMinimizerOptions : MinimizerOptions
{
    private protected GradientMinimizerOptions(string name, int maxIterations, int maxEvaluations)
        : base(name, needsGradient: true, maxIterations, maxEvaluations)
    {
    }

    /// <summary>
    /// Converged when no component of the projected gradient exceeds this, not negative; by default 1e-6. The projected gradient leaves out
    /// what pushes a parameter out of its limits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or NaN.</exception>
    public double GradientTolerance
    {
        get;
        init => field = NotNegative(value);
    } = 1e-6;

    /// <summary>Converged when an iteration changes the value by no more than this times max(|value|, 1), not negative; 0 (the default) for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or NaN.</exception>
    public double ValueTolerance
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>Whether a change between two iterations is small enough to end the search.</summary>
    internal bool IsSettled(double before, double after) =>
        ValueTolerance > 0 && Math.Abs(before - after) <= ValueTolerance * Math.Max(Math.Abs(after), 1);
}
