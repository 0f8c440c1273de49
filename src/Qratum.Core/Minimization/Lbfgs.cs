namespace Qratum;

/// <summary>
/// Limited-memory BFGS with a line search for the strong Wolfe conditions, inside an optional box: the method of choice where
/// gradients are exact.
/// </summary>
/// <remarks>
/// Two-loop recursion of J. Nocedal, Math. Comp. 35, 773 (1980); line search of J. Nocedal and S. Wright, Numerical
/// Optimization, algorithms 3.5 and 3.6, with the approximate Wolfe test of W. Hager and H. Zhang, SIAM J. Optim. 16, 170
/// (2005), which still works when differences of values are rounding. In a box, coordinates at a limit that the gradient
/// pushes outwards are fixed for the step, and a step ends at the first limit it meets. One iteration is one accepted step.
/// </remarks>
public sealed record Lbfgs : IMinimizer
{
    /// <inheritdoc/>
    public string Name => "lbfgs";

    /// <inheritdoc/>
    public bool NeedsGradient => true;

    /// <summary>Number of past steps kept, at least 1.</summary>
    public int Memory
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Memory));
            field = value;
        }
    } = 10;

    /// <summary>Converged when no component of the projected gradient exceeds this, not negative.</summary>
    public double GradientTolerance
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(GradientTolerance));
            field = value;
        }
    } = 1e-6;

    /// <summary>Converged when a step lowers the value by less than this times max(|value|, 1), not negative; 0 for never.</summary>
    public double ValueTolerance
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(ValueTolerance));
            field = value;
        }
    }

    /// <summary>Greatest number of iterations, at least 1.</summary>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 1000;

    /// <summary>Greatest number of evaluations, at least 1.</summary>
    public int MaxEvaluations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxEvaluations));
            field = value;
        }
    } = 10_000;

    /// <inheritdoc/>
    public IMinimizerRun Start(ReadOnlySpan<double> start, Bounds? bounds = null, ulong seed = 0) => new LbfgsRun(this, start, bounds);

    /// <inheritdoc/>
    public IMinimizerRun Resume(MinimizerState state) => LbfgsRun.Resume(this, state);
}
